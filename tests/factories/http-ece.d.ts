/** What browsers do with a push message (RFC 8188); the library brings no types. */
declare module "http_ece" {
  import type { ECDH } from "node:crypto";
  const ece: {
    decrypt: (
      body: Buffer,
      how: { version: "aes128gcm"; privateKey: ECDH; dh?: string; authSecret: string },
    ) => Buffer;
  };
  export default ece;
}
