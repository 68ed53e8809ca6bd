/** Prints one figure with what it should be. */
export function say(name: string, figure: string, aim: string): void {
  console.log(`${name.padEnd(66)} ${figure.padEnd(44)} aim ${aim}`)
}
