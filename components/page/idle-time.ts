/** How long before the end of an idle session its pages ask whether somebody is there. */
export const warningMs = 2 * 60_000
