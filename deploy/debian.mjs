import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const POLICY = "/usr/sbin/policy-rc.d";
/** Debian starts a service when its package is installed, unless this file says no; it goes again, however this ends. */
const INSTALL = `set -e
if [ ! -e ${POLICY} ]; then
  trap 'rm -f ${POLICY}' EXIT
  trap 'exit 1' HUP INT TERM
  printf '#!/bin/sh\\nexit 101\\n' > ${POLICY}
  chmod 755 ${POLICY}
fi
apt-get update
apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=60 "$@"
`;

/** Installs packages of Debian, without starting what is in them; as root alone, and as well as it can: whoever calls looks whether it is there. */
export function installFromDebian(...packages) {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  spawnSync("sh", ["-c", INSTALL, "sh", ...packages], {
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    stdio: ["ignore", "ignore", "inherit"],
  });
}
