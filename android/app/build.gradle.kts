import com.android.build.api.variant.ApplicationAndroidComponentsExtension

plugins {
    alias(libs.plugins.android.application)
    alias(libs.plugins.compose.compiler)
}

val workspace = rootProject.layout.projectDirectory.dir("..")

/** The version that the whole project has: Cargo.toml's. */
val projectVersion =
    providers.fileContents(workspace.file("Cargo.toml")).asText.map { toml ->
        requireNotNull(Regex("""(?m)^version = "(.+)"""").find(toml)) { "Cargo.toml has no version" }.groupValues[1]
    }

android {
    namespace = "vn.clubbook.app"
    compileSdk = libs.versions.compile.sdk.get().toInt()

    defaultConfig {
        applicationId = "vn.clubbook.app"
        minSdk = libs.versions.min.sdk.get().toInt()
        targetSdk = libs.versions.target.sdk.get().toInt()
        versionName = projectVersion.get()
        versionCode =
            projectVersion.get().split(".").map(String::toInt).let { (major, minor, patch) -> major * 10_000 + minor * 100 + patch }
        manifestPlaceholders["enrolHost"] = providers.gradleProperty("enrol.host").getOrElse("centre.invalid")
    }

    buildTypes {
        release {
            isMinifyEnabled = true
            isShrinkResources = true
            proguardFiles("rules.pro")
        }
    }

    // The language is chosen in the app, so both come with it.
    bundle { language { enableSplit = false } }
    androidResources { localeFilters += listOf("en", "vi") }
    testOptions { unitTests.isIncludeAndroidResources = true }
    lint {
        lintConfig = rootProject.file("lint.xml")
        warningsAsErrors = true
    }
}

kotlin {
    jvmToolchain(libs.versions.jvm.get().toInt())
    compilerOptions { allWarningsAsErrors = true }
}

dependencies {
    implementation(project(":bridge"))
    implementation(project(":presentation"))
    implementation(libs.bundles.app.aar)
    implementation(libs.bundles.app.jar)
    implementation(variantOf(libs.jna) { artifactType("aar") })
    testImplementation(libs.bundles.test.aar)
    testImplementation(libs.bundles.test.jar)
}

/** Builds the Rust core for the phones' processors into [libraries], one folder for each, by cargo-ndk and the NDK. */
@CacheableTask
abstract class CargoNdk
@Inject
constructor(private val exec: ExecOperations) : DefaultTask() {
    @get:Internal
    abstract val workspace: DirectoryProperty

    @get:InputFiles
    @get:PathSensitive(PathSensitivity.RELATIVE)
    abstract val sources: ConfigurableFileCollection

    @get:Input
    abstract val abis: ListProperty<String>

    @get:Input
    abstract val platform: Property<Int>

    @get:OutputDirectory
    abstract val libraries: DirectoryProperty

    @TaskAction
    fun build() {
        exec.exec {
            workingDir = workspace.get().asFile
            commandLine =
                listOf("cargo", "ndk") +
                abis.get().flatMap { listOf("-t", it) } +
                listOf("-P", platform.get().toString(), "-o", libraries.get().asFile.path) +
                listOf("rustc", "--locked", "--profile", "phone", "-p", "clubbook-ffi", "--lib", "--crate-type", "cdylib")
        }
    }
}

val cargoNdk =
    tasks.register<CargoNdk>("cargoNdk") {
        workspace = rootProject.layout.projectDirectory.dir("..")
        sources.from(
            listOf("model", "core", "bindings").map {
                fileTree(rootDir.resolve("../$it")) { include("**/*.rs", "**/*.sql", "**/Cargo.toml") }
            },
            rootDir.resolve("../Cargo.lock"),
        )
        abis = listOf("arm64-v8a", "armeabi-v7a", "x86_64")
        platform = libs.versions.min.sdk.map(String::toInt)
    }

/** Lists what the app is made of, with the licences' texts, as the raw resources `third_party` and `third_party_texts`. */
@CacheableTask
abstract class ListLicences
@Inject
constructor(private val exec: ExecOperations) : DefaultTask() {
    @get:InputFiles
    @get:PathSensitive(PathSensitivity.RELATIVE)
    abstract val sources: ConfigurableFileCollection

    @get:Input
    abstract val program: Property<String>

    @get:OutputDirectory
    abstract val resources: DirectoryProperty

    @TaskAction
    fun list() {
        exec.exec { commandLine = listOf("python3", program.get(), "android", resources.get().asFile.path) }
    }
}

val listLicences =
    tasks.register<ListLicences>("listLicences") {
        program = rootDir.resolve("../scripts/inventory.py").path
        sources.from(
            listOf("licences.py", "gradle/libs.versions.toml", "../Cargo.lock", "../LICENSE").map(rootDir::resolve),
            fileTree(rootDir.resolve("../scripts")) { include("inventory.py", "licence_texts.py", "licences/*") },
        )
    }

extensions.configure<ApplicationAndroidComponentsExtension> {
    onVariants { variant ->
        variant.sources.jniLibs?.addGeneratedSourceDirectory(cargoNdk, CargoNdk::libraries)
        variant.sources.res?.addGeneratedSourceDirectory(listLicences, ListLicences::resources)
    }
}
