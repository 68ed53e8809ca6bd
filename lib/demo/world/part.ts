/** A lever of the outside world that a person can turn on the world page. */
export type Switch = {
  name: string
  label: string
  value: string
  options: { value: string; label: string }[]
}

/** One part of the outside world: it answers the requests that are its own and leaves the others. */
export type WorldPart = {
  handle(request: Request): Promise<Response | undefined>
  switches(): Switch[]
  turn(name: string, value: string): Promise<void>
  stop(): Promise<void>
}
