import com.android.apksig.ApkSigner;
import com.android.apksig.ApkVerifier;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * PackApk MIN_SDK RESOURCES_APK DEX_FOLDER LIB_FOLDER OUT: adds classes and native libraries to what aapt2 linked, signs it
 * (schemes 2 and 3) with the key of CLUBBOOK_KEYSTORE, verifies it as a phone does, and prints the size of each part.
 */
@SuppressWarnings("deprecation") // the plain signer of a key in memory
class PackApk {
    /** Pages of the phones to come: libraries that are not aligned to them do not load there. */
    static final int LIBRARY_PAGE = 16 * 1024;

    public static void main(String[] arguments) throws Exception {
        int minSdk = Integer.parseInt(arguments[0]);
        Path out = Path.of(arguments[4]);
        Path unsigned = out.resolveSibling("unsigned.apk");
        pack(Path.of(arguments[1]), Path.of(arguments[2]), Path.of(arguments[3]), unsigned);
        sign(minSdk, unsigned, out);
        verify(minSdk, out);
        tellSizes(out);
    }

    private static void pack(Path resources, Path dex, Path lib, Path out) throws IOException {
        try (OutputStream file = Files.newOutputStream(out); ZipOutputStream zip = new ZipOutputStream(file); ZipFile linked = new ZipFile(resources.toFile())) {
            for (ZipEntry entry : linked.stream().toList()) {
                add(zip, entry.getName(), linked.getInputStream(entry).readAllBytes(), entry.getMethod() == ZipEntry.STORED);
            }
            for (Path path : filesIn(dex)) {
                String name = dex.relativize(path).toString();
                // R8 has rewritten the names in META-INF/services; other files of the libraries are not read on a phone
                if (name.endsWith(".dex") || name.startsWith("META-INF/services/")) add(zip, name, Files.readAllBytes(path), false);
            }
            // stored, so that the phone reads them in place
            for (Path path : filesIn(lib)) add(zip, "lib/" + lib.relativize(path), Files.readAllBytes(path), true);
        }
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void add(ZipOutputStream zip, String name, byte[] bytes, boolean stored) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0); // the same input gives the same file
        if (stored) {
            CRC32 crc = new CRC32();
            crc.update(bytes);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(bytes.length);
            entry.setCrc(crc.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    private static void sign(int minSdk, Path in, Path out) throws Exception {
        char[] password = System.getenv("CLUBBOOK_KEYSTORE_PASSWORD").toCharArray();
        String alias = System.getenv("CLUBBOOK_KEY_ALIAS");
        KeyStore store = KeyStore.getInstance(new File(System.getenv("CLUBBOOK_KEYSTORE")), password);
        var signer = new ApkSigner.SignerConfig.Builder(alias, (PrivateKey) store.getKey(alias, password), List.of((X509Certificate) store.getCertificate(alias))).build();
        new ApkSigner.Builder(List.of(signer))
                .setMinSdkVersion(minSdk)
                .setV1SigningEnabled(false)
                .setV2SigningEnabled(true)
                .setV3SigningEnabled(true)
                .setLibraryPageAlignmentBytes(LIBRARY_PAGE)
                .setInputApk(in.toFile())
                .setOutputApk(out.toFile())
                .build()
                .sign();
    }

    private static void verify(int minSdk, Path apk) throws Exception {
        var result = new ApkVerifier.Builder(apk.toFile()).setMinCheckedPlatformVersion(minSdk).build().verify();
        System.out.println("verified: " + result.isVerified() + " (scheme 2: " + result.isVerifiedUsingV2Scheme() + ", scheme 3: " + result.isVerifiedUsingV3Scheme() + ")");
        if (!result.isVerified() || !result.getErrors().isEmpty()) {
            result.getErrors().forEach(System.out::println);
            System.exit(1);
        }
    }

    private static void tellSizes(Path apk) throws IOException {
        Map<String, long[]> parts = new TreeMap<>();
        try (ZipFile zip = new ZipFile(apk.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                long[] sizes = parts.computeIfAbsent(partOf(entry.getName()), part -> new long[2]);
                sizes[0] += entry.getSize();
                sizes[1] += entry.getCompressedSize();
            }
        }
        System.out.printf("%-34s %10s %10s%n", "part", "bytes", "in the APK");
        parts.forEach((part, sizes) -> System.out.printf("%-34s %,10d %,10d%n", part, sizes[0], sizes[1]));
        System.out.printf("%-34s %10s %,10d%n", apk.getFileName(), "", Files.size(apk));
    }

    private static String partOf(String name) {
        if (name.endsWith(".dex")) return "classes";
        if (name.startsWith("lib/")) return name.substring(0, name.indexOf('/', 4)) + (name.contains("clubbook") ? " (Rust)" : " (JNA, AndroidX)");
        if (name.startsWith("res/") || name.equals("resources.arsc")) return "resources";
        return "other";
    }
}
