export type ShownChange = { path: string; label: string; before: string[]; after: string[] }
type Words = { before: string; after: string }

/** Values before and after, side by side where there is room. */
export function ChangeList({ changes, words }: { changes: ShownChange[]; words: Words }) {
  return (
    <dl className="flex flex-col divide-y divide-line">
      {changes.map(({ path, label, before, after }) => (
        <div key={path} className="flex flex-col gap-1.5 py-3 first:pt-0 last:pb-0">
          <dt className="font-semibold">{label}</dt>
          <dd className="grid gap-x-6 gap-y-1.5 sm:grid-cols-2">
            <Side name={words.before} lines={before} look="text-soft" />
            <Side name={words.after} lines={after} look="font-medium" />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Side({ name, lines, look }: { name: string; lines: string[]; look: string }) {
  return (
    <div className="min-w-0">
      <span className="block text-small text-soft"> {name}</span>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two lines may say the same.
        <bdi key={index} className={`block wrap-anywhere ${look}`}>
          {line}
        </bdi>
      ))}
    </div>
  )
}
