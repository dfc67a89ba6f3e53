package org.labledger.federation;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/**
 * Looks up a host once and hands on exactly the addresses that were checked: the client connects to
 * these and asks no one again, so that a name cannot mean something else a moment later (DNS
 * rebinding).
 */
final class CheckedResolver implements SocketAddressResolver {

    /** A name that stands for an address that is not public. */
    static final class NotPublicException extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        private final String address;

        NotPublicException(String address) {
            super("not a public address: " + address);
            this.address = address;
        }

        /** Returns the address. */
        String address() {
            return address;
        }
    }

    /** How a name is looked up: {@link InetAddress#getAllByName}, or a test's own way. */
    interface LookUp {

        /** Returns the addresses of a host. */
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private final Executor executor;
    private final LookUp lookUp;

    CheckedResolver(Executor executor, LookUp lookUp) {
        this.executor = executor;
        this.lookUp = lookUp;
    }

    @Override
    public void resolve(
            String host,
            int port,
            Map<String, Object> context,
            Promise<List<InetSocketAddress>> promise) {
        executor.execute(() -> {
            try {
                promise.succeeded(
                        checked(host).stream()
                                .map(address -> new InetSocketAddress(address, port))
                                .toList());
            } catch (UnknownHostException e) {
                promise.failed(e);
            }
        });
    }

    /** Returns the addresses of a host, if all of them may be reached. */
    List<InetAddress> checked(String host) throws UnknownHostException {
        List<InetAddress> addresses = Arrays.asList(lookUp.addresses(host));
        if (!PublicAddress.isLiteral(host)) {
            for (InetAddress address : addresses) {
                if (!PublicAddress.is(address)) {
                    throw new NotPublicException(address.getHostAddress());
                }
            }
        }
        return addresses;
    }
}
