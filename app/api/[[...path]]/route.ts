import { refuse } from '#app/api/v1/answers.ts'

const noSuchPath = { code: 'no_such_path', message: 'There is nothing at this path.' }

/** What is at no path of /api, told as /api/v1 tells: whoever asks here reads no pages. */
function nothing(): Response {
  return refuse(404, noSuchPath)
}

export { nothing as DELETE, nothing as GET, nothing as PATCH, nothing as POST, nothing as PUT }
