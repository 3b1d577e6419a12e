import type { DetailedHTMLProps, HTMLAttributes } from "react";

type OwnElement = DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> & { class?: string };

/** The elements of our own that `app/client/` defines. React 18 writes `class` on them as it stands. */
declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "board-keys": OwnElement;
      "board-map": OwnElement;
      "call-form": OwnElement;
      "drag-person": OwnElement & { "data-dragged"?: string };
      "filter-people": OwnElement;
      "follow-steps": OwnElement & { "data-coming"?: string | undefined };
      "live-board": OwnElement;
      "open-sheet": OwnElement;
      "own-position": OwnElement;
      "passkey-button": OwnElement;
      "print-page": OwnElement;
      "push-device": OwnElement;
      "share-text": OwnElement;
      "show-password": OwnElement;
    }
  }
}
