import library from "../../../node_modules/@simplewebauthn/browser/dist/bundle/index.umd.min.js?url";

/** On pages that ask for a passkey; they work by code without it. */
export function PasskeyScripts() {
  return (
    <>
      <script src={library} defer />
      <script src="/passkey.js" defer />
    </>
  );
}
