package dev.banditstreams.datasets;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file with a header, read row by row.
 *
 * <p>Columns are found by name, so that it doesn't matter which others there are. For one thread.
 */
final class Table implements AutoCloseable {

    /** How gzip begins: 1F and 8B, which is not UTF-8. */
    private static final String GZIP = "\u001F\uFFFD";

    private final Path file;
    private final boolean whole;
    private final MessageDigest digest = sha256();
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final List<String> columns;
    private @Nullable CSVRecord next;
    private long line;

    private Table(Path file, boolean needsLineEnd) throws IOException {
        this.file = file;
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            whole = !needsLineEnd || endsWithLineEnd(channel);
        }
        // What is not UTF-8 becomes U+FFFD, and its cell says so.
        parser = CSVParser.parse(
                new InputStreamReader(
                        new DigestInputStream(Files.newInputStream(file), digest), StandardCharsets.UTF_8),
                CSVFormat.RFC4180);
        records = parser.iterator();
        advance();
        columns = next == null ? List.of() : header(next);
        advance();
    }

    /**
     * Opens a file that a program has written: one that doesn't end with a line end was cut off.
     *
     * @throws DatasetException if the file can't be read or has no header
     */
    static Table open(Path file) {
        return open(file, true);
    }

    /** Opens a file that people may have written. */
    static Table openHandwritten(Path file) {
        return open(file, false);
    }

    private static Table open(Path file, boolean needsLineEnd) {
        try {
            Table table = new Table(file, needsLineEnd);
            if (table.columns.isEmpty()) {
                table.close();
                throw new DatasetException(file + " is empty");
            }
            return table;
        } catch (NoSuchFileException e) {
            throw new DatasetException("there is no file " + file, e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * The place of a column.
     *
     * @throws DatasetException if there is none or more than one of this name
     */
    int column(String name) {
        int first = columns.indexOf(name);
        if (first < 0) {
            throw new DatasetException(file + ", line 1: there is no column " + name);
        }
        if (columns.lastIndexOf(name) != first) {
            throw new DatasetException(file + ", line 1: there are two columns " + name);
        }
        return first;
    }

    /** The names of all columns that start so, in the file's order. */
    List<String> columnsStarting(String prefix) {
        return columns.stream().filter(name -> name.startsWith(prefix)).toList();
    }

    /**
     * The next row.
     *
     * @return null after the last one
     * @throws DatasetException if the file can't be read, or the row isn't whole
     */
    @Nullable
    Row next() {
        CSVRecord record = next;
        if (record == null) {
            return null;
        }
        Row row = new Row(file, line, columns, record);
        advance();
        if (record.size() != columns.size()) {
            throw row.failure(
                    Math.min(record.size(), columns.size() - 1),
                    "the row has " + record.size() + " columns, the header " + columns.size()
                            + (next == null ? ": the file may be truncated" : ""));
        }
        if (next == null && !whole) {
            throw row.failure(
                    columns.size() - 1, "the file ends inside this row, without a line end: it may be truncated");
        }
        return row;
    }

    /** SHA-256 of the file in hex, after the last row. */
    String sha256Hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private void advance() {
        line = parser.getCurrentLineNumber() + 1;
        try {
            next = records.hasNext() ? records.next() : null;
        } catch (UncheckedIOException | IllegalStateException e) {
            throw new DatasetException(file + ", line " + line + ": can't be read: " + innermost(e), e);
        }
    }

    /** The parser and its streams wrap what was wrong. */
    private static String innermost(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? String.valueOf(failure.getMessage()) : innermost(cause);
    }

    private List<String> header(CSVRecord record) {
        List<String> names = new ArrayList<>(Arrays.asList(record.values()));
        if (names.get(0).startsWith(GZIP)) {
            throw new DatasetException(file + " is compressed: unpack it, e.g. with gunzip");
        }
        if (names.get(0).startsWith("\uFEFF")) {
            names.set(0, names.get(0).substring(1));
        }
        return List.copyOf(names);
    }

    private static boolean endsWithLineEnd(SeekableByteChannel channel) throws IOException {
        long size = channel.size();
        return size > 0 && Channels.newInputStream(channel.position(size - 1)).read() == '\n';
    }

    private static DatasetException unreadable(Path file, IOException e) {
        return new DatasetException(file + " can't be read: " + e.getMessage(), e);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
