// For machines with the Android SDK; without one, ./mvn builds and tests the same (README.md). gradle/libs.versions.toml is the
// list of versions of both.

pluginManagement {
    repositories {
        google()
        mavenCentral()
        gradlePluginPortal()
    }
}

dependencyResolutionManagement {
    repositoriesMode = RepositoriesMode.FAIL_ON_PROJECT_REPOS
    repositories {
        google()
        mavenCentral()
    }
}

rootProject.name = "clubbook"

include("bridge", "presentation", "app")
