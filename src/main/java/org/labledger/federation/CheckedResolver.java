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
 * Resolves a host name once and returns exactly the addresses that were checked, so that the name
 * cannot resolve to another address a moment later (DNS rebinding).
 */
final class CheckedResolver implements SocketAddressResolver {

    /** A host name resolves to an address that is not public. */
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

    /** Resolves host names: {@link InetAddress#getAllByName}, or a stand-in in tests. */
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
            } catch (UnknownHostException | RuntimeException e) {
                // Whatever went wrong, somebody waits for it.
                promise.failed(e);
            }
        });
    }

    /** Returns the addresses of a host, if all are public or the host is an address itself. */
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
