package sandstore.lab.attach;

import java.util.ArrayList;
import java.util.List;
import sandstore.lab.Sheet;
import sandstore.proto.SheetPicture;
import sandstore.proto.SheetPiece;

/** A sheet as a message, and back. Pure. */
final class Sheets {
  private static final List<Sheet.Kind> KINDS = List.of(Sheet.Kind.values());

  private Sheets() {}

  static SheetPicture of(Sheet sheet) {
    SheetPicture.Builder picture =
        SheetPicture.newBuilder()
            .setWhere(sheet.where())
            .setTitle(sheet.title())
            .setView(sheet.view())
            .setSuggests(sheet.suggests());
    for (Sheet.Piece piece : sheet.pieces()) {
      picture.addPieces(SheetPiece.newBuilder().setKind(piece.kind().name()).setText(piece.text()));
    }
    return picture.build();
  }

  /** Pieces of a kind that only a later version knows are prose. */
  static Sheet of(SheetPicture picture) {
    List<Sheet.Piece> pieces = new ArrayList<>();
    for (SheetPiece piece : picture.getPiecesList()) {
      Sheet.Kind kind =
          KINDS.stream()
              .filter(k -> k.name().equals(piece.getKind()))
              .findFirst()
              .orElse(Sheet.Kind.PROSE);
      pieces.add(new Sheet.Piece(kind, piece.getText()));
    }
    return new Sheet(
        picture.getWhere(), picture.getTitle(), picture.getView(), picture.getSuggests(), pieces);
  }
}
