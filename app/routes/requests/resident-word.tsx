import { useI18n } from "../../i18n/context";
import { Refusal } from "../../ui/notice";

/** What the children of `/track/:token` share: asked for, they show their parent; refused, they say why above it. */
export function ResidentRefusal({ code }: { code: string | undefined }) {
  const { refusal } = useI18n();
  return code ? <Refusal>{refusal(code)}</Refusal> : null;
}
