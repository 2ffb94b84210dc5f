package dev.banditstreams.architecture;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The rules that {@link Layer} and {@link OnlyPlace} stand for. */
final class PackageRules {

    private PackageRules() {}

    static ArchRule importsOf(Layer layer) {
        return classes()
                .that(DescribedPredicate.describe(
                        "lie in " + layer, type -> Layer.of(type).equals(Optional.of(layer))))
                .should(importOnlyWhatItMay(layer))
                .allowEmptyShould(true);
    }

    static ArchRule homeOf(OnlyPlace place) {
        return classes()
                .that(DescribedPredicate.describe(
                        "lie outside " + place.layers(),
                        type -> Layer.of(type)
                                        .map(layer -> !place.layers().contains(layer))
                                        .orElse(true)
                                && !place.exceptions().containsKey(outermost(type))))
                .should(notUse(place))
                .allowEmptyShould(true);
    }

    static ArchRule noCycles() {
        return slices().matching(Layer.ROOT + ".(*)..").should().beFreeOfCycles();
    }

    static ArchRule everyClassInALayer() {
        return classes().should(new ArchCondition<>("lie in a package of the table") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (Layer.of(type).isEmpty()) {
                    events.add(SimpleConditionEvent.violated(
                            type, type.getName() + " lies in none of the packages of the table (Layer)"));
                }
            }
        });
    }

    /** The hot loop stays free of frameworks. */
    static ArchRule banditIsPlain() {
        return classes()
                .that()
                .resideInAPackage(Layer.BANDIT.packageName())
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        Layer.BANDIT.packageName(), "java..", "org.apache.commons.math3..", "org.jspecify.annotations")
                .allowEmptyShould(true);
    }

    /** A test waits for a condition or moves a clock. */
    static ArchRule noSleeping() {
        return noClasses()
                .should()
                .callMethodWhere(target(nameMatching("sleep|parkNanos|onSpinWait"))
                        .and(target(owner(
                                type(Thread.class).or(type(TimeUnit.class)).or(type(LockSupport.class))))));
    }

    private static ArchCondition<JavaClass> importOnlyWhatItMay(Layer layer) {
        return new ArchCondition<>("import only what the table allows") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    Layer.of(dependency.getTargetClass().getBaseComponentType())
                            .filter(target -> !layer.mayImport(target))
                            .ifPresent(target -> events.add(SimpleConditionEvent.violated(
                                    type, layer + " may not import " + target + ": " + dependency.getDescription())));
                }
            }
        };
    }

    private static ArchCondition<JavaClass> notUse(OnlyPlace place) {
        return new ArchCondition<>("not use " + place.uses()) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    String target =
                            dependency.getTargetClass().getBaseComponentType().getName();
                    report(type, target, "", dependency.getDescription(), events);
                }
                accesses(type)
                        .forEach(access -> report(
                                type,
                                declaring(access).getName(),
                                access.getTarget().getName(),
                                access.getDescription(),
                                events));
            }

            private void report(JavaClass type, String target, String member, String where, ConditionEvents events) {
                place.covering(target, member)
                        .ifPresent(use -> events.add(SimpleConditionEvent.violated(
                                type, use + " is only for " + place.layers() + ": " + where)));
            }
        };
    }

    private static Stream<? extends JavaAccess<?>> accesses(JavaClass type) {
        return Stream.concat(
                type.getAccessesFromSelf().stream(),
                type.getCodeUnits().stream().flatMap(PackageRules::references));
    }

    private static Stream<? extends JavaAccess<?>> references(JavaCodeUnit unit) {
        return Stream.concat(
                unit.getMethodReferencesFromSelf().stream(), unit.getConstructorReferencesFromSelf().stream());
    }

    /** Where the member is declared, which for an inherited one is not the type it was called on. */
    private static JavaClass declaring(JavaAccess<?> access) {
        return access.getTarget()
                .resolveMember()
                .map(member -> member.getOwner())
                .orElse(access.getTargetOwner());
    }

    private static String outermost(JavaClass type) {
        String name = type.getName();
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }
}
