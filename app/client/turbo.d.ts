/** What we use of Turbo, which brings no types. */
declare module "@hotwired/turbo" {
  /** Makes the current body like the new one, and leaves alone what is alike. */
  /** Milliseconds. */
  export const config: { drive: { progressBarDelay: number } };
  export function morphBodyElements(current: HTMLElement, next: HTMLElement): void;
}
