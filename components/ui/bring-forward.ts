/**
 * Brings an answer before whoever asked. One that came with the page was brought forward by the browser already (`autofocus`): who
 * has gone on to a field before the scripts were there stays in it.
 */
export function bringForward(box: HTMLElement | null): void {
  if (!box) return
  const cameWithPage = box.autofocus
  box.autofocus = false
  const isElsewhere = document.activeElement !== document.body
  if (!(cameWithPage && isElsewhere)) box.focus()
}
