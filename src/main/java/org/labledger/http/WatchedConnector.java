package org.labledger.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A connector whose connections tell whether the client has left while its request is being
 * answered. Jetty does not read from a connection in the meantime.
 */
public final class WatchedConnector extends ServerConnector {

    /** Creates one for HTTP/1.1 in plain text. */
    public WatchedConnector(Server server, HttpConnectionFactory http) {
        super(server, http);
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(
            SocketChannel channel, ManagedSelector selectSet, SelectionKey key) {
        Watched endPoint = new Watched(channel, selectSet, key, getScheduler());
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }

    /** A callback that may be called in any thread, see {@link ProbesFirst}. */
    private static final class Either extends Callback.Nested {

        Either(Callback callback) {
            super(callback);
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.EITHER;
        }
    }

    /** A connection that can be read ahead. */
    final class Watched extends SocketChannelEndPoint {

        /** Maximum size of what is read ahead; a client that sends more is not watched. */
        private static final int MAX_AHEAD = 4 * 1024;

        private final ReentrantLock reading = new ReentrantLock();

        /** What was read ahead; of no size as long as nobody looks. */
        private ByteBuffer ahead = BufferUtil.EMPTY_BUFFER;

        Watched(
                SocketChannel channel,
                ManagedSelector selector,
                SelectionKey key,
                Scheduler scheduler) {
            super(channel, selector, key, scheduler);
        }

        /**
         * Returns whether the client has closed its side of the connection, or reset it. May be
         * called only while a request is being answered whose body was read to its end. A request
         * that the client sends meanwhile is kept for Jetty.
         */
        boolean hasLeft() {
            reading.lock();
            try {
                if (!isOpen()) {
                    return true;
                }
                if (ahead.capacity() == 0) {
                    ahead = BufferUtil.allocate(MAX_AHEAD);
                }
                int before = BufferUtil.flipToFill(ahead);
                try {
                    return ahead.hasRemaining() && getChannel().read(ahead) < 0;
                } finally {
                    BufferUtil.flipToFlush(ahead, before);
                }
            } catch (IOException e) {
                // Reset: Jetty notices as soon as it reads or writes.
                return true;
            } finally {
                reading.unlock();
            }
        }

        /**
         * Lets the thread that waits for requests read one when there is no other thread. Jetty
         * would leave it to wait for one; our handler hands it over if that is needed.
         */
        @Override
        public void fillInterested(Callback callback) {
            super.fillInterested(isBetweenRequests() ? new Either(callback) : callback);
        }

        private boolean isBetweenRequests() {
            Connection connection = getConnection();
            return connection != null && connection.getMessagesIn() == connection.getMessagesOut();
        }

        @Override
        public int fill(ByteBuffer buffer) throws IOException {
            reading.lock();
            try {
                if (ahead.hasRemaining()) {
                    int position = BufferUtil.flipToFill(buffer);
                    int moved = BufferUtil.put(ahead, buffer);
                    BufferUtil.flipToFlush(buffer, position);
                    return moved;
                }
                return super.fill(buffer);
            } finally {
                reading.unlock();
            }
        }

        @Override
        protected void needsFillInterest() {
            reading.lock();
            try {
                if (!ahead.hasRemaining()) {
                    super.needsFillInterest();
                    return;
                }
            } finally {
                reading.unlock();
            }
            // The selector tells of new bytes only.
            getExecutor().execute(getFillInterest()::fillable);
        }
    }
}
