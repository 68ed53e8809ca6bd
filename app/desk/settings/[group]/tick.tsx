type Props = { name: string; label: string; isTicked: boolean }

/** A box to tick, with its words. */
export function Tick({ name, label, isTicked }: Props) {
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-3">
      <input
        type="checkbox"
        id={name}
        name={name}
        defaultChecked={isTicked}
        className="size-6 shrink-0 accent-accent"
      />
      {label}
    </label>
  )
}
