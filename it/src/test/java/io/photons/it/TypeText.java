package io.photons.it;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Types as a program would write them, with their annotations, such as {@code @Nullable}. The reflection's own words differ
 * from one JDK to the next.
 *
 * @param home the package whose types are written by their simple names, as those of {@code java.lang} are
 */
record TypeText(String home) {

    String of(AnnotatedType type) {
        return switch (type) {
            case AnnotatedArrayType array ->
                of(array.getAnnotatedGenericComponentType()) + spaced(" ", annotations(array), "") + "[]";
            case AnnotatedParameterizedType generic ->
                spaced("", annotations(generic), " ")
                        + of((Class<?>) ((ParameterizedType) generic.getType()).getRawType())
                        + list("<", generic.getAnnotatedActualTypeArguments(), ", ", ">");
            case AnnotatedWildcardType wildcard -> wildcard(wildcard);
            default ->
                spaced("", annotations(type), " ")
                        + (type.getType() instanceof Class<?> raw
                                ? of(raw)
                                : type.getType().getTypeName());
        };
    }

    String of(Class<?> type) {
        if (type.isArray()) {
            return of(type.getComponentType()) + "[]";
        }
        var name = type.getName().replace('$', '.');
        for (var near : new String[] {home, "java.lang"}) {
            if (!type.isPrimitive() && type.getPackageName().equals(near)) {
                return name.substring(near.length() + 1);
            }
        }
        return name;
    }

    /** The type parameters of a class or method, in their brackets and with a blank; or nothing. */
    String parameters(TypeVariable<?>[] variables) {
        return variables.length == 0
                ? ""
                : Arrays.stream(variables)
                        .map(variable -> variable.getName() + bounds(variable))
                        .collect(Collectors.joining(", ", "<", ">"));
    }

    /** The types in a list; or nothing if there are none. */
    String list(String before, AnnotatedType[] types, String between, String after) {
        return types.length == 0
                ? ""
                : Arrays.stream(types).map(this::of).collect(Collectors.joining(between, before, after));
    }

    /** The annotations that are kept at run time, by their names. */
    String annotations(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations())
                .map(this::annotation)
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private String annotation(Annotation annotation) {
        var name = "@" + annotation.annotationType().getSimpleName();
        return annotation instanceof Deprecated deprecated && deprecated.forRemoval()
                ? name + "(forRemoval=true)"
                : name;
    }

    private String bounds(TypeVariable<?> variable) {
        var bounds = list(" extends ", variable.getAnnotatedBounds(), " & ", "");
        return bounds.equals(" extends Object") ? "" : bounds;
    }

    private String wildcard(AnnotatedWildcardType wildcard) {
        var lower = wildcard.getAnnotatedLowerBounds();
        if (lower.length > 0) {
            return "? super " + of(lower[0]);
        }
        var upper = of(wildcard.getAnnotatedUpperBounds()[0]);
        return upper.equals("Object") ? "?" : "? extends " + upper;
    }

    static String spaced(String before, String text, String after) {
        return text.isEmpty() ? "" : before + text + after;
    }
}
