import { createServer, type Server } from 'node:http'
import { endWith } from '#lib/begin.ts'

const validForMs = 90_000

type Health = { beaten(): void; close(): void }

/**
 * Says over HTTP whether this worker works, where a port is set: `GET /ready` is 200 while its last heartbeat, which
 * needs the database, is younger than three rounds.
 */
export function worksOnPort(port: number | undefined, validMs = validForMs): Health {
  let beatenAt: number | undefined
  const isReady = () => beatenAt !== undefined && performance.now() - beatenAt < validMs
  const server = port === undefined ? undefined : answering(port, isReady)
  return {
    beaten() {
      beatenAt = performance.now()
    },
    close() {
      server?.close()
    },
  }
}

function answering(port: number, isReady: () => boolean): Server {
  const server = createServer(({ url }, response) => {
    const ready = isReady()
    response.statusCode = url === '/ready' ? (ready ? 200 : 503) : 404
    response.end(response.statusCode === 404 ? 'not found' : ready ? 'ready' : 'no heartbeat')
  })
  server.on('error', (cause: NodeJS.ErrnoException) =>
    endWith(`WORKER_PORT: nothing can listen on ${port} (${cause.code}).`),
  )
  return server.listen(port)
}
