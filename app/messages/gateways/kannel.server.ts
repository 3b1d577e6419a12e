import { alphabetOf } from "../rules/segments";
import { ANSWER_WITHIN, type Gateway, NotTaken } from "./gateway";

/** Reports that are asked for: delivered (1), not delivered (2), refused by the network (16). */
const REPORTS = "19";

/**
 * Kannel's `sendsms` (its user's guide, "Using the HTTP interface to smsbox"): `kannel://user:password@host:13013`, by TLS
 * `kannels://`; a path only where it is not `/cgi-bin/sendsms`.
 */
export function kannelGateway(address: string, from: string | undefined): Gateway {
  const set = new URL(address.replace(/^kannel/, "http"));
  const path = set.pathname === "/" ? "/cgi-bin/sendsms" : set.pathname;
  const endpoint = new URL(path, set.origin);
  const user = {
    username: decodeURIComponent(set.username),
    password: decodeURIComponent(set.password),
  };
  return {
    async send({ to, body, report }) {
      const url = new URL(endpoint);
      url.search = new URLSearchParams({
        ...user,
        ...(from ? { from } : {}),
        to,
        text: body,
        charset: "UTF-8",
        coding: alphabetOf(body) === "gsm7" ? "0" : "2",
        "dlr-mask": REPORTS,
        // Kannel fills in the state: 1, 2 or 16.
        "dlr-url": `${report}&state=%d`,
      }).toString();
      const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN) });
      const said = await answer.text();
      // 202: accepted, or queued until a route is there. Its other errors than "try later" stay as they are.
      if (answer.status === 202 || answer.status === 200) return null;
      if (answer.status === 400)
        throw new NotTaken(/receiver|number/i.test(said) ? "number" : "refused");
      throw new Error(`kannel answered ${answer.status}`);
    },
  };
}
