/** What the words of a notice name, as they are written in its language. */
export type Facts = Record<string, string>
