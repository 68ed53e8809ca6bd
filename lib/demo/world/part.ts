/** One part of the outside world: it answers the requests that are its own and leaves the others. */
export type WorldPart = {
  handle(request: Request): Promise<Response | undefined>
  stop(): Promise<void>
}
