import { request } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPublicAddress, PrivateAddress, publicLookup } from "./public-address.server";

const look = (name: string, all: boolean) =>
  new Promise<unknown>((done) => publicLookup(name, { all }, (fault) => done(fault)));

describe("an address of the open internet", () => {
  it.each([
    "8.8.8.8",
    "142.250.74.42",
    "2a00:1450:4026:805::200a",
    "2606:4700::6810:84e5",
  ])("is %s", (address) => expect(isPublicAddress(address)).toBe(true));
  it.each([
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "198.18.0.1",
    "203.0.113.7",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::7f00:1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "ff02::1",
    "localhost",
    "example.org",
    "",
    "0x7f.1",
    "2130706433",
  ])("is not %s", (address) => expect(isPublicAddress(address)).toBe(false));

  it("is none of 10.0.0.0/8 or of 192.168.0.0/16", () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(byte, byte, byte, (a, b, c) => {
        expect(isPublicAddress(`10.${a}.${b}.${c}`)).toBe(false);
        expect(isPublicAddress(`192.168.${a}.${b}`)).toBe(false);
      }),
    );
  });
});

describe("a name that leads to this machine", () => {
  it.each([
    "localhost",
    "127.0.0.1",
    "::1",
    "2130706433",
  ])("is not connected to: %s", async (name) => {
    for (const all of [true, false]) expect(await look(name, all)).toBeInstanceOf(Error);
  });

  it("is asked nothing by a request that looks its addresses up so", async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections++;
      socket.destroy();
    });
    await new Promise<void>((ready) => server.listen(0, ready));
    const { port } = server.address() as AddressInfo;
    const fault = await new Promise<unknown>((done) =>
      request(`http://localhost:${port}/`, { lookup: publicLookup, agent: false })
        .on("error", done)
        .end(),
    );
    expect(fault).toBeInstanceOf(PrivateAddress);
    expect(connections).toBe(0);
    await new Promise((closed) => server.close(closed));
  });

  it("is told apart from one that does not exist", async () => {
    expect(await look("localhost", true)).toBeInstanceOf(PrivateAddress);
  });
});
