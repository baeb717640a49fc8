package sandstore;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between packages. Who may know whom is the design; this is where it is held. */
@AnalyzeClasses(packages = "sandstore", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule NODE_AND_LAB_KNOW_EACH_OTHER_ONLY_OVER_THE_WIRE =
      noClasses()
          .that()
          .resideInAPackage("sandstore.node..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("sandstore.lab..", "sandstore.client..");

  @ArchTest
  static final ArchRule LAB_KNOWS_NO_NODE =
      noClasses()
          .that()
          .resideInAPackage("sandstore.lab..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("sandstore.node..");

  @ArchTest
  static final ArchRule WIRE_KNOWS_NEITHER_END =
      noClasses()
          .that()
          .resideInAPackage("sandstore.wire..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("sandstore.node..", "sandstore.lab..", "sandstore.client..");

  @ArchTest
  static final ArchRule THE_CLIENT_CAN_BE_EMBEDDED =
      classes()
          .that()
          .resideInAPackage("sandstore.client..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "sandstore.client..",
                  "sandstore.wire..",
                  "sandstore.proto..",
                  "io.grpc..",
                  "com.google.protobuf..",
                  "com.google.common..",
                  "org.jspecify..",
                  "org.slf4j..",
                  "java.."));

  @ArchTest
  static final ArchRule ONLY_RAFT_KNOWS_JRAFT =
      noClasses()
          .that()
          .resideInAPackage("sandstore..")
          .and()
          .resideOutsideOfPackage("sandstore.node.raft..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.alipay..");

  @ArchTest
  static final ArchRule A_NODES_BYTES_GO_THROUGH_ITS_DISK =
      noClasses()
          .that()
          .resideInAPackage("sandstore.node..")
          .and()
          .resideOutsideOfPackage("sandstore.node.disk..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.nio.file.Files")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.nio.channels.FileChannel");

  @ArchTest
  static final ArchRule THE_NAMESPACE_HAS_NO_CLOCK =
      noClasses()
          .that()
          .resideInAnyPackage("sandstore.node.metadata..", "sandstore.node.placement..")
          .should(callMethod(System.class, "currentTimeMillis"))
          .orShould(callMethod(System.class, "nanoTime"))
          .orShould(callMethod(Math.class, "random"))
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Random")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
          .orShould()
          .dependOnClassesThat(
              resideInAPackage("sandstore.node..")
                  .and(
                      com.tngtech.archunit.base.DescribedPredicate.not(
                          resideInAnyPackage(
                              "sandstore.node.metadata..", "sandstore.node.placement.."))));

  @ArchTest
  static final ArchRule NO_PACKAGE_CYCLES =
      slices().matching("sandstore.(**)").namingSlices("$1").should().beFreeOfCycles();
}
