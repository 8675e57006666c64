package import Wire

// GRDB has types of these names too; here they always mean the wire's.
package typealias Row = Wire.Row
package typealias Cursor = Wire.Cursor
