import { Pane } from "../../dispatch/view/pane";
import { MapPane } from "../../dispatch/view/pane-map";
import { PeoplePane } from "../../dispatch/view/pane-people";
import { ThingsPane } from "../../dispatch/view/pane-things";
import type { ResultOf } from "../../platform/types";
import type { BoardFilter } from "../../requests/rules/filter";
import type { readPane } from "./pane.server";

type Props = {
  pane: ResultOf<typeof readPane>;
  filter: BoardFilter;
  opened: string | null;
};

export function BoardPane({ pane, ...around }: Props) {
  return (
    <Pane name={pane.name} {...around}>
      {pane.name === "map" && <MapPane {...pane} {...around} />}
      {pane.name === "people" && <PeoplePane {...pane} {...around} />}
      {pane.name === "things" && <ThingsPane {...pane} />}
    </Pane>
  );
}
