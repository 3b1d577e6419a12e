/** A mail's head and what it says as text, as its reader sees it; the same in HTML is left out. */
export function mailText(mail: string): string {
  const [head = "", body = ""] = halves(mail);
  const boundary = /boundary="?([^"\r\n;]+)/i.exec(head)?.[1];
  const plain = boundary && body.split(`--${boundary}`).find((part) => /text\/plain/i.test(part));
  const [own, text] = plain ? halves(plain.trimStart()) : [head, body];
  return `${head}\n\n${decoded(own ?? "", text ?? "")}`;
}

const halves = (text: string) => text.split(/\r?\n\r?\n(.*)/s);

function decoded(head: string, text: string): string {
  if (/base64/i.test(head)) return Buffer.from(text, "base64").toString();
  if (!/quoted-printable/i.test(head)) return text;
  return decodeURIComponent(
    text
      .replace(/=\r?\n/g, "")
      .replaceAll("%", "%25")
      .replace(/=([0-9A-F]{2})/g, (_, hex) => `%${hex}`),
  );
}
