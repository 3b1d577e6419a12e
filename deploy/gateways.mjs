import { existsSync } from "node:fs";
import { installFromDebian } from "./debian.mjs";

/** Gateways of text messages that the tests try for real: what each needs, by Debian's package. */
const GATEWAYS = {
  Kannel: {
    kannel: ["/usr/sbin/bearerbox", "/usr/sbin/smsbox"],
    "kannel-extras": ["/usr/lib/kannel/test/fakesmsc"],
  },
  "gammu-smsd": { gammu: ["/usr/bin/gammu"], "gammu-smsd": ["/usr/bin/gammu-smsd"] },
};

/** Packages that a gateway lacks here. */
export const lacks = (gateway) =>
  Object.entries(GATEWAYS[gateway]).flatMap(([name, programs]) =>
    programs.every((one) => existsSync(one)) ? [] : [name],
  );

/** Says what can't be tried, so that nobody overlooks it; empty when all can. */
export const notTried = () =>
  Object.keys(GATEWAYS).flatMap((gateway) => {
    const missing = lacks(gateway).join(" ");
    return missing
      ? [`*** NOT TRIED: ${gateway} is not installed. On Debian: apt-get install ${missing}`]
      : [];
  });

/** Installs those that are missing, where that can be done. */
export function installGateways() {
  const missing = Object.keys(GATEWAYS).flatMap(lacks);
  if (missing.length > 0) installFromDebian(...missing);
}
