import { Banner } from '#components/ui/banner.tsx'

type Props = { title: string; text: string; changes: string[] | undefined }

export function Stale({ title, text, changes }: Props) {
  if (!changes) return null
  return (
    <Banner tone="bad" title={title}>
      <p>{text}</p>
      <ul className="list-disc ps-5">
        {changes.map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
    </Banner>
  )
}
