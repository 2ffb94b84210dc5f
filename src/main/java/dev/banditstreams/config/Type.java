package dev.banditstreams.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What values a setting takes.
 *
 * @param description completes the sentence "expected ..."
 * @param reader gives nothing for a text that is no such value
 */
record Type<T>(String description, Function<String, Optional<T>> reader) {

    static Type<String> text(String description, Predicate<String> allowed) {
        return new Type<>(description, text -> Optional.of(text).filter(allowed));
    }

    static Type<String> matching(String description, String regex) {
        return text(description, Pattern.compile(regex).asMatchPredicate());
    }

    static Type<String> name() {
        return text("a text that is not blank", text -> !text.isBlank());
    }

    static Type<String> oneOf(String... choices) {
        return text("one of " + String.join(", ", choices), Arrays.asList(choices)::contains);
    }

    /** Constants are written in lower case. */
    static <E extends Enum<E>> Type<E> oneOf(Class<E> type) {
        Map<String, E> constants = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            constants.put(constant.toString(), constant);
        }
        return new Type<>(
                "one of " + String.join(", ", constants.keySet()), text -> Optional.ofNullable(constants.get(text)));
    }

    /** {@code ${java.io.tmpdir}} stands for the directory that the JVM takes for temporary files. */
    static Type<Path> directory() {
        return new Type<>("the path of a directory", text -> {
            try {
                return text.isBlank()
                        ? Optional.empty()
                        : Optional.of(Path.of(text.replace("${java.io.tmpdir}", System.getProperty("java.io.tmpdir"))));
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        });
    }

    static Type<Boolean> flag() {
        return new Type<>("true or false", text -> switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    static Type<Integer> whole(int min, int max) {
        return new Type<>(
                "a whole number from " + min + " to " + max,
                text -> wholeNumber(text, min, max).map(Math::toIntExact));
    }

    static Type<Long> whole(long min, long max) {
        return new Type<>("a whole number from " + min + " to " + max, text -> wholeNumber(text, min, max));
    }

    static Type<Double> number(String description, DoublePredicate allowed) {
        return new Type<>(description, text -> real(text).filter(allowed::test));
    }

    static Type<Double> share() {
        return number("a number from 0 to 1", share -> share >= 0 && share <= 1);
    }

    /** Values apart by commas; blanks around them don't count. */
    static Type<List<String>> list(String description, Predicate<List<String>> allowed) {
        return new Type<>(description, text -> Optional.of(split(text)).filter(allowed));
    }

    /** {@code key=number} apart by commas. */
    static Type<Map<String, Double>> numbersByName(String description, DoublePredicate allowed) {
        return numbersByName(description, allowed, numbers -> true);
    }

    /** @param together whether all the numbers are allowed beside each other */
    static Type<Map<String, Double>> numbersByName(
            String description, DoublePredicate allowed, Predicate<Collection<Double>> together) {
        return new Type<>(
                description, text -> readNumbers(text, allowed).filter(numbers -> together.test(numbers.values())));
    }

    private static Optional<Map<String, Double>> readNumbers(String text, DoublePredicate allowed) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (String entry : split(text)) {
            int at = entry.indexOf('=');
            Optional<Double> number =
                    at < 1 ? Optional.empty() : real(entry.substring(at + 1).strip());
            if (number.filter(allowed::test).isEmpty()
                    || numbers.put(entry.substring(0, at).strip(), number.get()) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(Map.copyOf(numbers));
    }

    private static List<String> split(String text) {
        return text.isBlank()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    private static Optional<Long> wholeNumber(String text, long min, long max) {
        try {
            long number = Long.parseLong(text);
            return number < min || number > max ? Optional.empty() : Optional.of(number);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    static Optional<Double> real(String text) {
        try {
            return Optional.of(Double.valueOf(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
