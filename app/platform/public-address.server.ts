import { lookup as resolve } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

const not = new BlockList();
// What IANA's registries of special addresses keep from the open internet.
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  not.addSubnet(net, bits, "ipv4");
// Of IPv6 only what is given out to networks is open, without what leads back into IPv4.
const open = new BlockList();
open.addSubnet("2000::", 3, "ipv6");
for (const [net, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  not.addSubnet(net, bits, "ipv6");

/** Whether an address is one of the open internet, and no neighbour's of this machine. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !not.check(address, "ipv4");
  return family === 6 && open.check(address, "ipv6") && !not.check(address, "ipv6");
}

/** A name leads into a private network. */
export class PrivateAddress extends Error {
  override name = "PrivateAddress";
}

/**
 * Finds the addresses of a name for a connection that goes nowhere but to the open internet. What was checked is what is
 * connected to: a name that answers otherwise a moment later gains nothing. Is not asked for what is an address already.
 */
export const publicLookup: LookupFunction = (name, options, done) => {
  resolve(name, { ...options, all: true }, (fault, found) => {
    if (fault) return done(fault, "", 0);
    const [first] = found;
    if (!first || found.some(({ address }) => !isPublicAddress(address)))
      return done(new PrivateAddress(), "", 0);
    if (options.all) done(null, found);
    else done(null, first.address, first.family);
  });
};
