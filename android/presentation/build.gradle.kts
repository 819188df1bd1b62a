plugins {
    alias(libs.plugins.kotlin.jvm)
}

kotlin {
    jvmToolchain(libs.versions.jvm.get().toInt())
    compilerOptions { allWarningsAsErrors = true }
}

// A real centre, for the tests of both modules.
sourceSets.test { kotlin.srcDir(rootDir.resolve("testing/src")) }

dependencies {
    api(project(":bridge"))
    implementation(libs.kotlin.stdlib)
    implementation(libs.coroutines.core)
    testImplementation(libs.coroutines.test)
    testImplementation(libs.junit)
}
