package dev.banditstreams.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Compiles sources that nobody would commit, so that the rules can be tried on them. */
final class PlantedCode {

    private final Path dir;

    PlantedCode(Path dir) {
        this.dir = dir;
    }

    /** @param sources fully qualified class name, source without the package line */
    JavaClasses compile(Map<String, String> sources) throws IOException {
        Path classes = Files.createDirectories(dir.resolve("classes"));
        List<Path> files = new java.util.ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            files.add(write(source.getKey(), source.getValue()));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            messages,
                            manager,
                            null,
                            List.of("-d", classes.toString(), "-proc:none", "-nowarn", "-implicit:none"),
                            null,
                            manager.getJavaFileObjectsFromPaths(files))
                    .call();
            if (!compiled) {
                throw new IllegalStateException("the planted code does not compile:\n" + messages);
            }
        }
        return new ClassFileImporter().importPath(classes);
    }

    private Path write(String name, String source) throws IOException {
        int dot = name.lastIndexOf('.');
        Path file = dir.resolve("src").resolve(name.replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "package " + name.substring(0, dot) + ";\n" + source);
    }
}
