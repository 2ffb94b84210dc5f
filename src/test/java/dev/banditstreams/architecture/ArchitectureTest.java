package dev.banditstreams.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the service's classes against the table of packages. */
class ArchitectureTest {

    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(Layer.ROOT);

    @ParameterizedTest
    @EnumSource
    void shouldImportOnlyWhatTheTableAllows(Layer layer) {
        PackageRules.importsOf(layer).check(SERVICE);
    }

    @ParameterizedTest
    @EnumSource
    void shouldUseOnlyInItsHome(OnlyPlace place) {
        PackageRules.homeOf(place).check(SERVICE);
    }

    @Test
    void shouldHaveNoCycles() {
        PackageRules.noCycles().check(SERVICE);
    }

    @Test
    void shouldHaveEveryClassInAPackageOfTheTable() {
        PackageRules.everyClassInALayer().check(SERVICE);
    }

    @Test
    void shouldKeepTheKernelsFreeOfFrameworks() {
        PackageRules.banditIsPlain().check(SERVICE);
    }

    @Test
    void shouldNotSleepInTests() {
        PackageRules.noSleeping()
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.OnlyIncludeTests())
                        .importPackages(Layer.ROOT));
    }

    @ParameterizedTest
    @EnumSource
    void shouldHaveEveryPackageOfTheTable(Layer layer) {
        assertThat(SERVICE.getPackage(Layer.ROOT).getSubpackages())
                .extracting(JavaPackage::getName)
                .contains(layer.packageName());
    }

    /** An exception for a class that is gone would silently cover the next class of that name. */
    @ParameterizedTest
    @EnumSource
    void shouldExceptOnlyClassesThatExist(OnlyPlace place) {
        assertThat(place.exceptions().keySet()).allMatch(SERVICE::contain);
    }
}
