package io.photons.it;

import static io.photons.it.TypeText.spaced;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that users of a module can name, as text: one line to a type or member, sorted. What comes to a public type from
 * supertypes that are not public is written as its own.
 *
 * @param classes the module's compiled classes
 * @param loader what loads them, and all that they need
 */
record PublicApi(Path classes, ClassLoader loader) {

    String text() throws IOException {
        ModuleDescriptor module;
        try (var in = Files.newInputStream(classes.resolve("module-info.class"))) {
            module = ModuleDescriptor.read(in);
        }
        var lines = new ArrayList<String>();
        lines.add("module " + module.name());
        lines.addAll(directives(module));
        module.exports().stream()
                .map(ModuleDescriptor.Exports::source)
                .sorted()
                .forEach(name -> addPackage(lines, name));
        return String.join("\n", lines) + "\n";
    }

    private static Set<String> directives(ModuleDescriptor module) {
        var directives = new TreeSet<String>();
        module.exports()
                .forEach(each -> directives.add("    exports " + each.source() + listed(" to ", each.targets())));
        module.opens().forEach(each -> directives.add("    opens " + each.source() + listed(" to ", each.targets())));
        module.uses().forEach(each -> directives.add("    uses " + each));
        module.provides()
                .forEach(each -> directives.add("    provides " + each.service() + listed(" with ", each.providers())));
        for (var required : module.requires()) {
            if (!required.modifiers().contains(ModuleDescriptor.Requires.Modifier.MANDATED)) {
                directives.add("    requires "
                        + required.modifiers().stream()
                                .map(modifier -> modifier.toString().toLowerCase(Locale.ROOT) + " ")
                                .sorted()
                                .collect(Collectors.joining())
                        + required.name());
            }
        }
        return directives;
    }

    private static String listed(String before, Collection<String> names) {
        return spaced(before, names.stream().sorted().collect(Collectors.joining(", ")), "");
    }

    private void addPackage(List<String> lines, String name) {
        var words = new TypeText(name);
        try (var files = Files.list(classes.resolve(name.replace('.', '/')))) {
            var types = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".class"))
                    .map(file -> name + "." + file.substring(0, file.length() - ".class".length()))
                    .collect(Collectors.toCollection(TreeSet::new));
            if (types.remove(name + ".package-info")) {
                lines.add("");
                lines.add(spaced("", words.annotations(load(name + ".package-info")), " ") + "package " + name);
            }
            for (var each : types) {
                var type = load(each);
                if (isPublic(type)) {
                    lines.add("");
                    lines.add(declaration(type, words));
                    Members.of(type, words).forEach(line -> lines.add("    " + line));
                }
            }
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read package " + name, e);
        }
    }

    private Class<?> load(String name) throws ClassNotFoundException {
        return Class.forName(name, false, loader);
    }

    static boolean isPublic(Class<?> type) {
        return Modifier.isPublic(type.getModifiers()) && (!type.isMemberClass() || isPublic(type.getDeclaringClass()));
    }

    private static String declaration(Class<?> type, TypeText words) {
        var hidden = Modifier.INTERFACE | (type.isInterface() ? Modifier.ABSTRACT | Modifier.STATIC : 0);
        if (type.isRecord() || type.isEnum()) {
            hidden |= Modifier.FINAL | Modifier.STATIC;
        }
        var sealing = type.isSealed() ? "sealed" : isUnsealed(type) ? "non-sealed" : "";
        var text = new StringBuilder(spaced("", words.annotations(type), " "))
                .append(spaced("", Modifier.toString(type.getModifiers() & ~hidden), " "))
                .append(spaced("", sealing, " "))
                .append(kind(type))
                .append(words.of(type))
                .append(words.parameters(type.getTypeParameters()));
        if (type.isRecord()) {
            text.append(Arrays.stream(type.getRecordComponents())
                    .map(component -> words.of(component.getAnnotatedType()) + " " + component.getName())
                    .collect(Collectors.joining(", ", "(", ")")));
        }
        var parent = superclass(type, words);
        var interfaces = interfaces(type).map(words::of).distinct().sorted().collect(Collectors.joining(", "));
        return text.append(spaced(" extends ", parent, ""))
                .append(spaced(type.isInterface() ? " extends " : " implements ", interfaces, ""))
                .append(permitted(type, words))
                .toString();
    }

    private static String kind(Class<?> type) {
        return type.isAnnotation()
                ? "@interface "
                : type.isInterface() ? "interface " : type.isRecord() ? "record " : type.isEnum() ? "enum " : "class ";
    }

    private static boolean isUnsealed(Class<?> type) {
        return !Modifier.isFinal(type.getModifiers())
                && Stream.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()))
                        .anyMatch(Class::isSealed);
    }

    private static String superclass(Class<?> type, TypeText words) {
        var parent = type.getAnnotatedSuperclass();
        if (parent == null || type.isRecord() || type.isEnum() || type.getSuperclass() == Object.class) {
            return "";
        }
        return isPublic(type.getSuperclass()) ? words.of(parent) : superclass(type.getSuperclass(), words);
    }

    private static Stream<AnnotatedType> interfaces(Class<?> type) {
        return type.isAnnotation()
                ? Stream.empty()
                : Stream.concat(
                        Arrays.stream(type.getAnnotatedInterfaces()).filter(each -> isPublic(erased(each))),
                        hiddenParents(type).flatMap(PublicApi::interfaces));
    }

    private static Class<?> erased(AnnotatedType type) {
        return type.getType() instanceof ParameterizedType generic
                ? (Class<?>) generic.getRawType()
                : (Class<?>) type.getType();
    }

    /** Supertypes that users cannot name, though they have what comes from them. */
    static Stream<Class<?>> hiddenParents(Class<?> type) {
        return Stream.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()))
                .filter(parent -> !isPublic(parent));
    }

    private static String permitted(Class<?> type, TypeText words) {
        if (!type.isSealed()) {
            return "";
        }
        return Arrays.stream(type.getPermittedSubclasses())
                .map(each -> isPublic(each) ? words.of(each) : "…")
                .distinct()
                .sorted()
                .collect(Collectors.joining(", ", " permits ", ""));
    }
}
