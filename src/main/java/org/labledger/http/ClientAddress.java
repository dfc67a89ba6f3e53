package org.labledger.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Tells clients apart by their addresses. */
public final class ClientAddress {

    private static final int GROUPS_OF_A_NETWORK = 4;

    private ClientAddress() {}

    /**
     * Returns the address of the client: that of the connection or, if a trusted proxy holds it,
     * the last one in {@code X-Forwarded-For} that is no trusted proxy's. Of an IPv6 address only
     * the network counts, since one host has all addresses in it.
     *
     * @param trusted the addresses of proxies
     */
    public static String of(HttpServletRequest request, Set<String> trusted) {
        String address = bare(request.getRemoteAddr());
        if (!trusted.contains(address)) {
            return network(address);
        }
        List<String> lines = Collections.list(request.getHeaders("X-Forwarded-For"));
        String[] hops = String.join(",", lines).split(",");
        for (int i = hops.length - 1; i >= 0; i--) {
            String hop = bare(hops[i].strip());
            if (!hop.isEmpty() && !trusted.contains(hop)) {
                return network(hop.length() > 64 ? hop.substring(0, 64) : hop);
            }
        }
        return address;
    }

    /** Takes off brackets and the port. */
    private static String bare(String address) {
        int bracket = address.indexOf(']');
        if (address.startsWith("[") && bracket > 0) {
            return compressedLoopback(address.substring(1, bracket));
        }
        int colon = address.indexOf(':');
        return colon > 0 && colon == address.lastIndexOf(':')
                ? address.substring(0, colon)
                : compressedLoopback(address);
    }

    private static String compressedLoopback(String address) {
        return address.equals("0:0:0:0:0:0:0:1") ? "::1" : address;
    }

    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        int end = -1;
        for (int group = 0; group < GROUPS_OF_A_NETWORK; group++) {
            int next = address.indexOf(':', end + 1);
            if (next < 0) {
                return address;
            }
            end = next;
        }
        return address.substring(0, end);
    }
}
