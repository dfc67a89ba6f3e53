package org.labledger.federation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicAddressTest {

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, true",
        "172.15.0.1, true",
        "172.32.0.1, true",
        "100.63.0.1, true",
        "192.169.0.1, true",
        "2620:0:861:ed1a::1, true",
        "2a02:ec80:300:ed1a::1, true",
        "0.0.0.0, false",
        "10.1.2.3, false",
        "100.64.0.1, false",
        "127.0.0.1, false",
        "127.255.255.255, false",
        "169.254.169.254, false",
        "172.16.0.1, false",
        "172.31.255.255, false",
        "192.168.1.1, false",
        "198.19.0.1, false",
        "224.0.0.1, false",
        "255.255.255.255, false",
        "::, false",
        "::1, false",
        "::ffff:10.0.0.1, false",
        "64:ff9b::a00:1, false",
        "fc00::1, false",
        "fd00:ec2::254, false",
        "fe80::1, false",
        "ff02::1, false",
        "2001::1, false",
        "2001:db8::1, false",
        "2002:a00:1::1, false",
        "2002:808:808::1, true"
    })
    void isOneOfThePublicInternet(String literal, boolean expected) throws UnknownHostException {
        assertEquals(expected, PublicAddress.is(InetAddress.getByName(literal)));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "[::1], true",
        "::1, true",
        "localhost, false",
        "127.1, false",
        "2130706433, false",
        "0x7f000001, false",
        "127.0.0.1.example, false"
    })
    void isLiteralOnlyInItsUsualNotation(String host, boolean expected) {
        assertEquals(expected, PublicAddress.isLiteral(host));
    }
}
