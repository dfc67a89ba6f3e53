package org.labledger.federation;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.regex.Pattern;

/**
 * Tells public addresses from private, local and special-purpose ones, such as a cloud provider's
 * metadata service (IANA special-purpose registries, RFC 6890).
 */
final class PublicAddress {

    private static final Pattern LITERAL = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|.*:.*");

    /** IPv4 blocks that are not globally reachable: address and prefix length. */
    private static final int[][] INSIDE = {
        {0, 0, 0, 8}, {10, 0, 0, 8}, {100, 64, 0, 10}, {127, 0, 0, 8}, {169, 254, 0, 16},
        {172, 16, 0, 12}, {192, 0, 0, 24}, {192, 0, 2, 24}, {192, 88, 99, 24}, {192, 168, 0, 16},
        {198, 18, 0, 15}, {198, 51, 100, 24}, {203, 0, 113, 24}, {224, 0, 0, 3}
    };

    private PublicAddress() {}

    /**
     * Returns whether the host of an IRI is an address rather than a name: four decimal numbers, or
     * an IPv6 address. Other notations that some libraries take for addresses count as names.
     */
    static boolean isLiteral(String host) {
        return LITERAL.matcher(host).matches();
    }

    /** Returns whether an address is globally reachable. */
    static boolean is(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return isPublic4(bytes, 0);
        }
        int first = (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
        int second = (bytes[2] & 0xFF) << 8 | (bytes[3] & 0xFF);
        if (first == 0x2002) {
            // 6to4: the IPv4 address stands inside.
            return isPublic4(bytes, 2);
        }
        // Global unicast is 2000::/3; 2001::/23 holds protocols such as Teredo, 2001:db8::/32
        // and 3fff::/20 are for documentation.
        return first >> 13 == 1
                && !(first == 0x2001 && (second < 0x200 || second == 0xdb8))
                && !(first == 0x3fff && second < 0x1000);
    }

    private static boolean isPublic4(byte[] bytes, int at) {
        int address =
                (bytes[at] & 0xFF) << 24
                        | (bytes[at + 1] & 0xFF) << 16
                        | (bytes[at + 2] & 0xFF) << 8
                        | (bytes[at + 3] & 0xFF);
        for (int[] block : INSIDE) {
            int prefix = block[0] << 24 | block[1] << 16 | block[2] << 8;
            if ((address ^ prefix) >>> (32 - block[3]) == 0) {
                return false;
            }
        }
        return true;
    }
}
