/** Reports of mail that never arrived, as mail servers of these kinds write them. */
export type Report = {
  /** By which it comes back. */
  path: string;
  /** Whom the report names. */
  to: string;
  status?: string;
  action?: string;
  diagnostic?: string;
};

const crlf = (lines: readonly string[]) => lines.join("\r\n");

/** The mail as it was sent, whole or its headers alone. */
const returned = (to: string) => [
  "From: naaber@city.example",
  `To: ${to}`,
  "Subject: =?utf-8?B?0JLQsNGIINC30LDQv9C40YI=?=",
  "Message-ID: <7@city.example>",
  "",
  "Final-Recipient: rfc822; somebody@else.example",
  "Action: failed",
  "Status: 5.1.1",
];

export const postfix = (report: Report) => {
  const { path, to, status = "5.1.1", action = "failed" } = report;
  const {
    diagnostic = `smtp; 550 ${status} <${to}>: Recipient address rejected:\r\n    User unknown`,
  } = report;
  return crlf([
    "Return-Path: <>",
    `X-Original-To: ${path}`,
    `Delivered-To: ${path}`,
    "Received: by mx.city.example (Postfix)",
    "\tid 4B2C71A0; Fri, 27 Nov 2026 10:00:02 +0200 (EET)",
    "From: MAILER-DAEMON@mx.city.example (Mail Delivery System)",
    "Subject: Undelivered Mail Returned to Sender",
    `To: ${path}`,
    "Auto-Submitted: auto-replied",
    "MIME-Version: 1.0",
    "Content-Type: multipart/report; report-type=delivery-status;",
    '\tboundary="4B2C71A0.1795766402/mx.city.example"',
    "",
    "This is a MIME-encapsulated message.",
    "",
    "--4B2C71A0.1795766402/mx.city.example",
    "Content-Description: Notification",
    "Content-Type: text/plain; charset=us-ascii",
    "",
    "This is the mail system at host mx.city.example.",
    "",
    `<${to}>: host mx.mail.example said: 550 (in reply to RCPT TO command)`,
    "",
    "--4B2C71A0.1795766402/mx.city.example",
    "Content-Description: Delivery report",
    "Content-Type: message/delivery-status",
    "",
    "Reporting-MTA: dns; mx.city.example",
    "X-Postfix-Queue-ID: 4B2C71A0",
    `X-Postfix-Sender: rfc822; ${path}`,
    "Arrival-Date: Fri, 27 Nov 2026 10:00:01 +0200 (EET)",
    "",
    `Final-Recipient: rfc822; ${to}`,
    `Original-Recipient: rfc822;${to}`,
    `Action: ${action}`,
    `Status: ${status}`,
    "Remote-MTA: dns; mx.mail.example",
    `Diagnostic-Code: ${diagnostic}`,
    "",
    "--4B2C71A0.1795766402/mx.city.example",
    "Content-Description: Undelivered Message",
    "Content-Type: message/rfc822",
    "Content-Transfer-Encoding: 8bit",
    "",
    ...returned(to),
    "",
    "--4B2C71A0.1795766402/mx.city.example--",
    "",
  ]);
};

/** Says 5.0.0 whatever happened; what it was stands in the answer of the server before it. */
export const exim = (report: Report) => {
  const { path, to, status = "5.0.0", action = "failed", diagnostic } = report;
  return crlf([
    "Return-path: <>",
    `Envelope-to: ${path}`,
    "Delivery-date: Fri, 27 Nov 2026 10:00:02 +0200",
    `X-Failed-Recipients: ${to}`,
    "Auto-Submitted: auto-replied",
    "From: Mail Delivery System <Mailer-Daemon@mx.city.example>",
    `To: ${path}`,
    "Content-Type: multipart/report; report-type=delivery-status; boundary=1795766402-eximdsn-77",
    "MIME-Version: 1.0",
    "Subject: Mail delivery failed: returning message to sender",
    "",
    "--1795766402-eximdsn-77",
    "Content-type: text/plain; charset=us-ascii",
    "",
    "This message was created automatically by mail delivery software.",
    "",
    "--1795766402-eximdsn-77",
    "Content-type: message/delivery-status",
    "",
    "Reporting-MTA: dns; mx.city.example",
    "",
    `Action: ${action}`,
    `Final-Recipient: rfc822;${to}`,
    `Status: ${status}`,
    ...(diagnostic ? ["Remote-MTA: dns; mx.mail.example", `Diagnostic-Code: ${diagnostic}`] : []),
    "",
    "--1795766402-eximdsn-77",
    "Content-type: message/rfc822",
    "",
    ...returned(to),
    "",
    "--1795766402-eximdsn-77--",
    "",
  ]);
};

/** Its texts are in parts of parts and in Base64; the report has fields of its own. */
export const exchange = (report: Report) => {
  const { path, to, status = "5.1.10", action = "failed" } = report;
  const { diagnostic = `smtp;550 ${status} RESOLVER.ADR.RecipientNotFound; Recipient not found` } =
    report;
  return crlf([
    "From: <postmaster@mail.example>",
    `To: <${path}>`,
    "Date: Fri, 27 Nov 2026 08:00:03 +0000",
    "Content-Type: multipart/report; report-type=delivery-status;",
    '\tboundary="_outer_"',
    "X-MS-Exchange-Message-Is-Ndr:",
    "Content-Language: en-US",
    "Message-ID: <77@mail.example>",
    "Subject: Undeliverable: =?utf-8?B?0JLQsNGIINC30LDQv9C40YI=?=",
    "Auto-Submitted: auto-replied",
    "",
    "--_outer_",
    'Content-Type: multipart/alternative; differences=Content-Type; boundary="_inner_"',
    "",
    "--_inner_",
    'Content-Type: text/plain; charset="utf-8"',
    "Content-Transfer-Encoding: base64",
    "",
    "RGVsaXZlcnkgaGFzIGZhaWxlZA==",
    "--_inner_--",
    "",
    "--_outer_",
    "Content-Type: message/delivery-status",
    "",
    "Reporting-MTA: dns;mx.mail.example",
    "Received-From-MTA: dns;mx.city.example",
    "Arrival-Date: Fri, 27 Nov 2026 08:00:02 +0000",
    "",
    `Final-Recipient: rfc822;${to}`,
    `Action: ${action}`,
    `Status: ${status}`,
    `Diagnostic-Code: ${diagnostic}`,
    "X-Display-Name: somebody",
    "",
    "--_outer_",
    "Content-Type: message/rfc822",
    "",
    ...returned(to),
    "",
    "--_outer_--",
    "",
  ]);
};
