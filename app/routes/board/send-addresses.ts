import { useLocation, useParams } from "@remix-run/react";
import { withoutDragged } from "../../dispatch/rules/dragged";
import { type LookedFor, withLookedFor, withoutLookedFor } from "../../dispatch/rules/look-for";

/** Where the panel of a request sends what is chosen, where it asks for others to choose from, and what it leads back to. */
export function useSendAddresses(lookedFor?: LookedFor) {
  const { search } = useLocation();
  const at = `/board/requests/${useParams().id}`;
  const around = withoutLookedFor(search);
  return {
    action: `${at}/send${lookedFor ? withLookedFor(search, lookedFor) : search}`,
    further: `${at}/candidates${around}`,
    back: `${at}${withoutDragged(around)}`,
  };
}
