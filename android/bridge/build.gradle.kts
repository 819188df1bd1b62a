plugins {
    alias(libs.plugins.kotlin.jvm)
}

kotlin {
    jvmToolchain(libs.versions.jvm.get().toInt())
    compilerOptions { allWarningsAsErrors = true }
}

// What `scripts/bindings.sh kotlin` writes.
sourceSets.main { kotlin.srcDir(rootDir.resolve("../target/bindings/kotlin")) }

// A real centre, for the tests of both modules.
sourceSets.test { kotlin.srcDir(rootDir.resolve("testing/src")) }

dependencies {
    api(libs.coroutines.core)
    implementation(libs.kotlin.stdlib)
    // The app brings JNA for Android (an AAR with the native part); this one is for the JVM.
    compileOnly(libs.jna)
    testImplementation(libs.jna)
}
