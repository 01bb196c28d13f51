package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Action;
import io.photons.async.Async;
import io.photons.async.Task;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Real waits of the JDK on loopback, cancelled for real. */
class InterruptedIoTest {

    /** Starts a body, waits until it is about to wait, and cancels it. */
    private static Task<Void> cancelled(Action<Exception> wait) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Task<Void> task = Async.task("interrupted-io").silent().start(() -> {
            begun.countDown();
            wait.run();
        });
        Real.await(begun);
        task.cancel();
        Async.waitForAll(task);
        return task;
    }

    @Test
    @DisplayName("T2 a body that reads from a socket is cancelled")
    void aBodyThatReadsFromASocketIsCancelled() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            InputStream in = client.getInputStream();
            assertThat(cancelled(() -> assertThat(in.read()).isEqualTo(0)).isCancelled())
                    .isTrue();
            assertThat(accepted.isConnected()).isTrue();
        }
    }

    @Test
    @DisplayName("T2 a body that accepts from a socket is cancelled, also where it wraps the exception")
    void aBodyThatAcceptsFromASocketIsCancelled() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Task<Void> task = cancelled(() -> {
                try {
                    server.accept().close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            assertThat(task.isCancelled()).isTrue();
        }
    }

    @Test
    @DisplayName("T2 a body that reads from a channel is cancelled")
    void aBodyThatReadsFromAChannelIsCancelled() throws Exception {
        try (ServerSocketChannel server =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                SocketChannel client = SocketChannel.open(server.getLocalAddress());
                SocketChannel accepted = server.accept()) {
            assertThat(cancelled(() -> client.read(ByteBuffer.allocate(1))).isCancelled())
                    .isTrue();
            assertThat(accepted.isOpen()).isTrue();
            assertThat(client.isOpen()).isFalse();
        }
    }

    @Test
    @DisplayName("T2 a body that accepts from a channel is cancelled")
    void aBodyThatAcceptsFromAChannelIsCancelled() throws Exception {
        try (ServerSocketChannel server =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            assertThat(cancelled(() -> server.accept().close()).isCancelled()).isTrue();
        }
    }

    @Test
    @DisplayName("T2 a body that reads from a pipe is cancelled")
    void aBodyThatReadsFromAPipeIsCancelled() throws Exception {
        try (PipedInputStream in = new PipedInputStream();
                PipedOutputStream out = new PipedOutputStream(in)) {
            out.flush();
            assertThat(cancelled(() -> assertThat(in.read()).isEqualTo(0)).isCancelled())
                    .isTrue();
        }
    }

    @Test
    @DisplayName("T2 a body that waits for a lock or a queue is cancelled")
    void aBodyThatWaitsForALockOrAQueueIsCancelled() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        try {
            assertThat(cancelled(lock::lockInterruptibly).isCancelled()).isTrue();
        } finally {
            lock.unlock();
        }
        assertThat(cancelled(() -> new LinkedBlockingQueue<>().take()).isCancelled())
                .isTrue();
    }

    @Test
    @DisplayName("T2 a socket's own time-out is no interruption, even while cancelling")
    void aSocketsOwnTimeOutIsNoInterruptionEvenWhileCancelling() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(1);
            Task<Void> task = Async.task("socket-time-out").silent().start(() -> {
                Task.current().cancel(false);
                server.accept().close();
            });
            Async.waitForAll(task);
            assertThat(task.exceptionNow()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    @DisplayName("T2 a socket that somebody closed fails the body, even while cancelling")
    void aSocketThatSomebodyClosedFailsTheBodyEvenWhileCancelling() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Task<Void> task = Async.task("socket-closed").silent().start(() -> {
                Task.current().cancel(false);
                server.close();
                server.accept().close();
            });
            Async.waitForAll(task);
            assertThat(task.exceptionNow()).isInstanceOf(SocketException.class);
        }
    }
}
