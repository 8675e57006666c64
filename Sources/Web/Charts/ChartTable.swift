/// A chart's figures as rows, for whoever reads rather than looks.
package struct ChartTable: Sendable {
    package let caption: String
    package let columns: [Column]
    package let rows: [Row]

    /// A column's heading.
    package struct Column: Sendable {
        package let title: String
        package let isNumber: Bool

        package static func words(_ title: String) -> Column {
            Column(title: title, isNumber: false)
        }
        package static func number(_ title: String) -> Column {
            Column(title: title, isNumber: true)
        }
    }

    /// A line: its name, which leads to the rows behind it where there are any, and its figures.
    package struct Row: Sendable {
        package let name: String
        package let address: String?
        package let cells: [Cell]

        package init(_ name: String, address: String? = nil, _ cells: [String]) {
            self.init(name, address: address, cells.map { Cell($0, address: nil) })
        }

        package init(_ name: String, address: String? = nil, _ cells: [Cell]) {
            self.name = name
            self.address = address
            self.cells = cells
        }
    }

    /// A figure, which leads to the rows that it counts where it has an address.
    package struct Cell: Sendable {
        package let text: String
        let address: String?

        package init(_ text: String, address: String?) {
            self.text = text
            self.address = address
        }

        var markup: Markup { address.map { #"<a href="\#($0)">\#(text)</a>"# } ?? "\(text)" }
    }

    /// A table of columns, the first of which is each row's name.
    package init(caption: String, columns: [Column], rows: [Row]) {
        self.caption = caption
        self.columns = columns
        self.rows = rows
    }

    /// The table alone.
    package var markup: Markup {
        var heads: Markup = ""
        for column in columns {
            let kind: Markup = column.isNumber ? #" class="num""# : ""
            heads += #"<th scope="col"\#(kind)>\#(column.title)</th>"#
        }
        var body: Markup = ""
        for row in rows { body += line(row) }
        return """
            <table class="table"><caption>\(caption)</caption><thead><tr>\(heads)</tr></thead>\
            <tbody>\(body)</tbody></table>
            """
    }

    /// The table behind words that open it, in a part of its own that may scroll sideways.
    var details: Markup {
        """
        <details class="chart-table"><summary><svg class="i i-turn i-flip" viewBox="0 0 20 20" \
        aria-hidden="true"><use href="\(Assets.icons)#i-next"/></svg>As table</summary>\
        <div class="scroller" role="region" aria-label="\(caption)" tabindex="0">\(markup)</div>\
        </details>
        """
    }

    private func line(_ row: Row) -> Markup {
        var cells: Markup = ""
        for (cell, column) in zip(row.cells, columns.dropFirst()) {
            let kind: Markup = column.isNumber ? #" class="num""# : ""
            cells += "<td\(kind)>\(cell.markup)</td>"
        }
        let name = Cell(row.name, address: row.address).markup
        return #"<tr><th scope="row">\#(name)</th>\#(cells)</tr>"#
    }
}
