/** Why a mail was refused for good: nobody has that address, or nobody is to have this mail. */
export type MailFault = "address" | "refused";

/** The mail server has refused a mail for good. What it said stays out: it may say to whom. */
export class Refused extends Error {
  override name = "Refused";
  constructor(readonly fault: MailFault) {
    super(fault);
  }
}

/** What nodemailer tells of an SMTP server's answer. */
export type SmtpAnswer = { responseCode?: number; command?: string; response?: string };

/** Answers to an address that say that there is no such one, where the server has no finer code (RFC 5321, 4.2.3). */
const NO_SUCH = [550, 551, 553];

/**
 * What an SMTP server's answer says of the address: null for what may pass, and for what it has against us rather than against the
 * mail, such as a wrong password. Finer codes are those of RFC 3463.
 */
export function readRefusal({
  responseCode = 0,
  command = "",
  response = "",
}: SmtpAnswer): MailFault | null {
  if (responseCode < 500 || responseCode > 599) return null;
  if (command !== "RCPT TO" && command !== "DATA") return null;
  const fine = /^\d{3}[ -]5\.(\d{1,3})\.(\d{1,3})/.exec(response);
  if (fine) {
    const [, subject, detail] = fine;
    return subject === "1" || (subject === "2" && detail === "1") ? "address" : "refused";
  }
  return command === "RCPT TO" && NO_SUCH.includes(responseCode) ? "address" : "refused";
}
