import { typedText } from "../platform/form";
import { SupplyForm } from "../resources/view/supplies";
import type { Supply } from "../resources/views";
import { RefusedStep } from "./refused-step";
import { useAnswer } from "./use-answer";

type Props = { supplies: readonly Supply[]; action: string };

/** The form of what was fetched or brought back, as it was sent and refused; alone the reason where that is not there. */
export function SupplyStep({ supplies, action }: Props) {
  const { typed, errors, refusal } = useAnswer();
  const supply = supplies.find(({ id }) => id === typedText(typed, "reservation"));
  if (!supply) return <RefusedStep />;
  return <SupplyForm supply={supply} action={action} answer={{ typed, errors, refusal }} />;
}
