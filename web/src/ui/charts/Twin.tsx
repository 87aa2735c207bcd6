import type { ComponentChildren } from "preact";

/** The same figures as a table, for reading and copying. */
export function Twin({ head, rows, height }: { head: string[]; rows: ComponentChildren[][]; height?: number }) {
  return (
    <div class="twin" style={height ? { height: `${height}px` } : {}} tabIndex={0} role="region" aria-label={head.join(", ")}>
      <table>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (column === 0 ? <th scope="row">{cell}</th> : <td key={column}>{cell}</td>))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
