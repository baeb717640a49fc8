package sandstore.shown;

import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import sandstore.proto.FileServiceGrpc;

/** All services of the .proto files, found on the class path so that a new one is not forgotten. */
final class GeneratedServices {
  private static final String FOLDER = "sandstore/proto";
  private static final String SUFFIX = "Grpc.class";

  private GeneratedServices() {}

  static List<MethodDescriptor<?, ?>> methods() throws Exception {
    URI place = FileServiceGrpc.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    Path folderOrJar = Path.of(place);
    if (Files.isDirectory(folderOrJar)) {
      return methods(folderOrJar.resolve(FOLDER));
    }
    try (FileSystem jar = FileSystems.newFileSystem(folderOrJar)) {
      return methods(jar.getPath(FOLDER));
    }
  }

  private static List<MethodDescriptor<?, ?>> methods(Path folder) throws Exception {
    List<MethodDescriptor<?, ?>> methods = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (String file : files.map(f -> f.getFileName().toString()).sorted().toList()) {
        if (file.endsWith(SUFFIX)) {
          String name = file.substring(0, file.length() - ".class".length());
          Class<?> generated = Class.forName(FOLDER.replace('/', '.') + "." + name);
          Object service = generated.getMethod("getServiceDescriptor").invoke(null);
          methods.addAll(((ServiceDescriptor) service).getMethods());
        }
      }
    }
    return methods;
  }
}
