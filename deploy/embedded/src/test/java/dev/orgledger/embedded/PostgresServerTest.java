package dev.orgledger.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {

    /** Shared by all tests, because unpacking and initialising take seconds. */
    @TempDir
    static Path folder;

    @Test
    void givenAFolderWhenStartedThenTheServerIsDurableAndLocal() throws Exception {
        try (PostgresServer server = PostgresServer.start(folder, 0)) {
            assertThat(show(server, "fsync")).isEqualTo("on");
            assertThat(show(server, "synchronous_commit")).isEqualTo("on");
            assertThat(show(server, "full_page_writes")).isEqualTo("on");
            assertThat(show(server, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(show(server, "unix_socket_directories")).isEmpty();
            assertThat(show(server, "server_encoding")).isEqualTo("UTF8");
        }
    }

    @Test
    void givenAnotherUserOfTheMachineWhenConnectingThenThePasswordIsAskedFor() throws Exception {
        try (PostgresServer server = PostgresServer.start(folder, 0)) {
            assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), server.user(), "guessed"))
                    .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("password"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void givenContentWhenClosedAndStartedAgainThenItIsThere() throws Exception {
        try (PostgresServer server = PostgresServer.start(folder, 0)) {
            execute(server, "CREATE TABLE kept (word text)", "INSERT INTO kept VALUES ('Grüße')");
        }
        try (PostgresServer server = PostgresServer.start(folder, 0)) {
            assertThat(query(server, "SELECT upper(word) FROM kept")).isEqualTo("GRÜßE");
        }
    }

    @Test
    void givenAServerLeftBehindByAKilledProcessWhenStartedThenItsPlaceIsTaken() throws Exception {
        PostgresServer leftBehind = PostgresServer.start(folder, 0);
        execute(leftBehind, "CREATE TABLE left_behind (n int)", "INSERT INTO left_behind VALUES (1)");
        long before = postmaster();
        try (PostgresServer server = PostgresServer.start(folder, 0)) {
            assertThat(query(server, "SELECT n::text FROM left_behind")).isEqualTo("1");
            assertThat(postmaster()).isNotEqualTo(before);
        }
    }

    @Test
    void givenAServerKilledItselfWhenStartedThenEveryCommittedRowIsThere() throws Exception {
        PostgresServer killed = PostgresServer.start(folder, 0);
        execute(killed, "CREATE TABLE survived (n int)", "INSERT INTO survived VALUES (1)");
        ProcessHandle.of(postmaster()).orElseThrow().destroyForcibly();
        try (PostgresServer server = PostgresServer.start(folder, killed.port())) {
            assertThat(server.port()).isEqualTo(killed.port());
            assertThat(query(server, "SELECT n::text FROM survived")).isEqualTo("1");
        }
    }

    @Test
    void givenAStaleFileThatNamesAStrangerWhenStartedThenTheStrangerLivesOn() throws Exception {
        PostgresServer.start(folder, 0).close();
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(folder.resolve("data/postmaster.pid"),
                    stranger.pid() + "\n" + folder.resolve("data") + "\n");
            try (PostgresServer server = PostgresServer.start(folder, 0)) {
                assertThat(query(server, "SELECT 'up'")).isEqualTo("up");
            }
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroy();
        }
    }

    @Test
    void givenAFirstStartThatWasInterruptedWhenStartedThenItIsMadeAnew(@TempDir Path fresh) throws Exception {
        Files.createDirectories(fresh.resolve("postgres/initialising/base/1"));
        Files.writeString(fresh.resolve("postgres/initialising/PG_VERSION"), "18");
        Files.createDirectories(fresh.resolve("postgres/unpacking/bin"));
        try (PostgresServer server = PostgresServer.start(fresh.resolve("postgres"), 0)) {
            assertThat(query(server, "SELECT 'up'")).isEqualTo("up");
        }
    }

    @Test
    void givenAPortInUseWhenStartedThenTheMessageNamesIt() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> PostgresServer.start(folder, other.getLocalPort())).isInstanceOf(PortInUse.class)
                    .hasMessageContaining(Integer.toString(other.getLocalPort()));
        }
    }

    private static long postmaster() throws Exception {
        return Postmaster.of(folder.toRealPath().resolve("data")).orElseThrow().pid();
    }

    private static String show(PostgresServer server, String setting) throws SQLException {
        return query(server, "SHOW " + setting);
    }

    private static String query(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static void execute(PostgresServer server, String... statements) throws SQLException {
        try (Connection connection = connect(server); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static Connection connect(PostgresServer server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
    }
}
