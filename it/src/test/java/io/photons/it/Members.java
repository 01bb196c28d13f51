package io.photons.it;

import static io.photons.it.TypeText.spaced;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The members of a type that users can name, each on a line: fields, constructors, methods. */
final class Members {

    private Members() {}

    static List<String> of(Class<?> type, TypeText words) throws IllegalAccessException {
        var extensible = isExtensible(type);
        var lines = new ArrayList<String>();
        var fields = type.getDeclaredFields();
        Arrays.sort(fields, Comparator.comparing(Field::getName));
        for (var field : fields) {
            if (isSeen(field.getModifiers(), extensible) && !field.isSynthetic()) {
                lines.add(field(field, words));
            }
        }
        var constructors = new TreeSet<String>();
        for (var constructor : type.getDeclaredConstructors()) {
            if (isSeen(constructor.getModifiers(), extensible) && !constructor.isSynthetic()) {
                constructors.add(executable(constructor, "", words.of(type), words));
            }
        }
        lines.addAll(constructors);
        var methods = new TreeSet<String>();
        addMethods(methods, new HashSet<>(), type, extensible, words);
        // The name first, and behind the tab what is to be read.
        methods.forEach(line -> lines.add(line.substring(line.indexOf('\t') + 1)));
        return lines;
    }

    private static boolean isExtensible(Class<?> type) {
        return type.isInterface()
                || (!Modifier.isFinal(type.getModifiers())
                        && Arrays.stream(type.getDeclaredConstructors())
                                .anyMatch(each -> isSeen(each.getModifiers(), true)));
    }

    private static boolean isSeen(int modifiers, boolean extensible) {
        return Modifier.isPublic(modifiers) || (extensible && Modifier.isProtected(modifiers));
    }

    private static void addMethods(
            Set<String> lines, Set<String> seen, Class<?> type, boolean extensible, TypeText words) {
        for (var method : type.getDeclaredMethods()) {
            var signature = method.getName() + Arrays.toString(method.getParameterTypes());
            if (isSeen(method.getModifiers(), extensible) && !method.isSynthetic() && seen.add(signature)) {
                var result = words.of(method.getAnnotatedReturnType()) + " ";
                lines.add(method.getName() + "\t" + executable(method, result, method.getName(), words));
            }
        }
        PublicApi.hiddenParents(type).forEach(parent -> addMethods(lines, seen, parent, extensible, words));
    }

    private static String field(Field field, TypeText words) throws IllegalAccessException {
        var constant = field.isEnumConstant() ? "" : constant(field);
        var annotations =
                spaced("", declared(words.annotations(field), words.annotations(field.getAnnotatedType())), " ");
        return annotations
                + Modifier.toString(field.getModifiers()) + " "
                + words.of(field.getAnnotatedType()) + " "
                + field.getName()
                + constant;
    }

    /** The value, where a compiler would copy it into the classes of users. */
    private static String constant(Field field) throws IllegalAccessException {
        var modifiers = field.getModifiers();
        var copied = field.getType().isPrimitive() || field.getType() == String.class;
        return copied && Modifier.isStatic(modifiers) && Modifier.isFinal(modifiers) && Modifier.isPublic(modifiers)
                ? " = " + field.get(null)
                : "";
    }

    private static String executable(Executable member, String result, String name, TypeText words) {
        // On methods the bits of volatile and transient mean other things; how a body locks is nobody's business.
        var shown = Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC | Modifier.ABSTRACT | Modifier.FINAL;
        if (Modifier.isFinal(member.getDeclaringClass().getModifiers())) {
            shown &= ~Modifier.FINAL;
        }
        if (member.getDeclaringClass().isInterface()) {
            shown &= ~Modifier.ABSTRACT;
        }
        var types = Arrays.stream(member.getAnnotatedParameterTypes())
                .map(words::of)
                .collect(Collectors.joining(", "));
        if (member.isVarArgs()) {
            types = types.substring(0, types.length() - "[]".length()) + "...";
        }
        var annotations = words.annotations(member);
        var fallback = "";
        if (member instanceof Method method) {
            annotations = declared(annotations, words.annotations(method.getAnnotatedReturnType()));
            fallback = method.isDefault() ? "default " : "";
        } else if (member instanceof Constructor<?> constructor) {
            annotations = declared(annotations, words.annotations(constructor.getAnnotatedReturnType()));
        }
        return spaced("", annotations, " ")
                + spaced("", Modifier.toString(member.getModifiers() & shown), " ")
                + fallback
                + spaced("", words.parameters(member.getTypeParameters()), " ")
                + result
                + name + "(" + types + ")"
                + words.list(" throws ", member.getAnnotatedExceptionTypes(), ", ", "")
                + (member instanceof Method method ? fallbackValue(method.getDefaultValue()) : "");
    }

    private static String fallbackValue(@Nullable Object value) {
        var list = Arrays.deepToString(new @Nullable Object[] {value});
        return value == null ? "" : " default " + list.substring(1, list.length() - 1);
    }

    /** Annotations of a declaration, without those that are shown with its type. */
    private static String declared(String all, String ofType) {
        return ofType.isEmpty() ? all : all.replace(ofType, "").strip();
    }
}
