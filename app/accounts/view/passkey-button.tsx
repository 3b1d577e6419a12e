import { useI18n } from "../../i18n/context";
import { Button } from "../../ui/button";

type Props = {
  kind: "create" | "get";
  /** What the server asks the browser to sign. */
  options: object;
  /** Of the field that the browser's answer is sent in. */
  name: string;
  label: string;
  primary?: boolean;
};

/** Inside a form. Hidden until its script has found that this browser knows passkeys. */
export function PasskeyButton({ kind, options, name, label, primary }: Props) {
  const { t } = useI18n();
  return (
    <passkey-button
      class="stack tight"
      hidden
      data-passkey={kind}
      data-options={JSON.stringify(options)}
      data-failed={t("security:passkey.failed")}
    >
      <input type="hidden" name={name} />
      <Button type="button" wide tone={primary ? "primary" : "quiet"}>
        {label}
      </Button>
      <output className="hint" />
    </passkey-button>
  );
}
