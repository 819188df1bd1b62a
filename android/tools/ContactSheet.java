import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** ContactSheet OUT COLUMNS PICTURE...: puts pictures side by side, all as wide as 360 pixels, each row as high as its highest. */
class ContactSheet {
    static final int WIDTH = 360;
    static final int GAP = 12;

    public static void main(String[] arguments) throws IOException {
        int columns = Integer.parseInt(arguments[1]);
        List<BufferedImage> pictures = new ArrayList<>();
        for (int at = 2; at < arguments.length; at++) {
            pictures.add(scaled(ImageIO.read(new File(arguments[at]))));
        }
        int rows = (pictures.size() + columns - 1) / columns;
        int[] tops = new int[rows + 1];
        for (int row = 0; row < rows; row++) {
            int highest = pictures.subList(row * columns, Math.min(pictures.size(), (row + 1) * columns)).stream().mapToInt(BufferedImage::getHeight).max().orElse(0);
            tops[row + 1] = tops[row] + highest + GAP;
        }
        BufferedImage sheet = new BufferedImage(columns * (WIDTH + GAP) + GAP, tops[rows] + GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = sheet.createGraphics();
        pen.setColor(Color.GRAY);
        pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        for (int at = 0; at < pictures.size(); at++) {
            pen.drawImage(pictures.get(at), GAP + at % columns * (WIDTH + GAP), GAP + tops[at / columns], null);
        }
        ImageIO.write(sheet, "png", new File(arguments[0]));
    }

    private static BufferedImage scaled(BufferedImage picture) {
        BufferedImage small = new BufferedImage(WIDTH, picture.getHeight() * WIDTH / picture.getWidth(), BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = small.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        pen.drawImage(picture, 0, 0, small.getWidth(), small.getHeight(), null);
        return small;
    }
}
