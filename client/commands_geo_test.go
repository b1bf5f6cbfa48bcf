// Samples of the geo commands.

package client

import (
	"resplay/resp"
)

var geoSamples = family{
	setup: `
		GEOADD g 13.361389 38.115556 Palermo 15.087269 37.502669 Catania
	`,
	samples: []sample{
		row("GeoAdd", func(c Commands) answer {
			return got(c.GeoAdd("g", GeoMember{"Rome", GeoPoint{12.4964, 41.9028}}, GeoMember{"Milan", GeoPoint{9.19, 45.4642}}))
		}, "GEOADD g 12.4964 41.9028 Rome 9.19 45.4642 Milan", resp.Integer(2), int64(2)),
		row("GeoAddWith", func(c Commands) answer {
			return got(c.GeoAddWith("g", GeoAddOptions{XX: true, CH: true}, GeoMember{"Palermo", GeoPoint{13, 38}}))
		}, "GEOADD g XX CH 13 38 Palermo", resp.Integer(1), int64(1)),
		row("GeoAddWith", func(c Commands) answer {
			return got(c.GeoAddWith("g", GeoAddOptions{NX: true}, GeoMember{"Palermo", GeoPoint{13, 38}}))
		}, "GEOADD g NX 13 38 Palermo", resp.Integer(0), int64(0)),
		row("GeoPos", func(c Commands) answer {
			return got(c.GeoPos("g", "Palermo", "x"))
		}, "GEOPOS g Palermo x", resp.Array(resp.Bulks("13.5", "38.25"), resp.NullArray()), []OptionalPoint{{GeoPoint{13.5, 38.25}, true}, {}}),
		row("GeoDist", func(c Commands) answer { return got(c.GeoDist("g", "Palermo", "Catania", "")) }, "GEODIST g Palermo Catania M", resp.Bulk("166274.1516"), 166274.1516),
		row("GeoDist", func(c Commands) answer { return got(c.GeoDist("g", "Palermo", "Catania", Kilometers)) }, "GEODIST g Palermo Catania KM", resp.Bulk("166.2742"), 166.2742),
		row("GeoDist", func(c Commands) answer { return got(c.GeoDist("g", "Palermo", "Catania", Feet)) }, "GEODIST g Palermo Catania FT", resp.Bulk("545518.8700"), 545518.87),
		row("GeoDist", func(c Commands) answer { return got(c.GeoDist("g", "Palermo", "Catania", Miles)) }, "GEODIST g Palermo Catania MI", resp.Bulk("103.3182"), 103.3182),
		row("GeoHash", func(c Commands) answer { return got(c.GeoHash("g", "Palermo", "x")) }, "GEOHASH g Palermo x", resp.Array(resp.Bulk("sqc8b49rny0"), missing), []Optional{{"sqc8b49rny0", true}, {}}),

		row("GeoSearch", func(c Commands) answer {
			return got(c.GeoSearch("g", GeoQuery{Center: GeoPoint{15, 37}, Radius: 200, Unit: Kilometers}))
		}, "GEOSEARCH g FROMLONLAT 15 37 BYRADIUS 200 KM", resp.Bulks("Palermo"), []GeoFound{{Name: "Palermo"}}).unordered(),
		row("GeoSearch", func(c Commands) answer {
			return got(c.GeoSearch("g", GeoQuery{Member: "Palermo", Width: 400, Height: 300, Unit: Kilometers, Order: Descending, Count: 1, Any: true, GeoTell: GeoTell{true, true, true}}))
		}, "GEOSEARCH g FROMMEMBER Palermo BYBOX 400 300 KM DESC COUNT 1 ANY WITHCOORD WITHDIST WITHHASH", resp.Array(resp.Array(resp.Bulk("Palermo"), resp.Bulk("190.4424"), resp.Integer(3479099956230698), resp.Array(resp.Double(13.5), resp.Bulk("38.25")))), []GeoFound{{"Palermo", 190.4424, 3479099956230698, GeoPoint{13.5, 38.25}}}),
		row("GeoSearch", func(c Commands) answer {
			return got(c.GeoSearch("g", GeoQuery{Member: "Palermo", Radius: 5, Unit: Feet, Order: Ascending, GeoTell: GeoTell{WithDist: true}}))
		}, "GEOSEARCH g FROMMEMBER Palermo BYRADIUS 5 FT ASC WITHDIST", resp.Array(resp.Bulks("Palermo", "0.0000")), []GeoFound{{Name: "Palermo"}}),
		row("GeoSearch", func(c Commands) answer {
			return got(c.GeoSearch("g", GeoQuery{Member: "Palermo", Radius: 5, Unit: Miles, GeoTell: GeoTell{WithHash: true}}))
		}, "GEOSEARCH g FROMMEMBER Palermo BYRADIUS 5 MI WITHHASH", resp.Array(resp.Array(resp.Bulk("Palermo"), resp.Integer(7))), []GeoFound{{Name: "Palermo", Hash: 7}}),
		row("GeoSearch", func(c Commands) answer {
			return got(c.GeoSearch("g", GeoQuery{Member: "Palermo", Radius: 5, GeoTell: GeoTell{WithCoord: true}}))
		}, "GEOSEARCH g FROMMEMBER Palermo BYRADIUS 5 M WITHCOORD", resp.Array(resp.Array(resp.Bulk("Palermo"), resp.Bulks("13.5", "38.25"))), []GeoFound{{Name: "Palermo", Point: GeoPoint{13.5, 38.25}}}),
		row("GeoSearchStore", func(c Commands) answer {
			return got(c.GeoSearchStore("to", "g", GeoQuery{Center: GeoPoint{15, 37}, Radius: 200, Unit: Kilometers, Order: Ascending, Count: 1, Any: true}, true))
		}, "GEOSEARCHSTORE to g FROMLONLAT 15 37 BYRADIUS 200 KM ASC COUNT 1 ANY STOREDIST", resp.Integer(1), int64(1)),
		row("GeoSearchStore", func(c Commands) answer {
			return got(c.GeoSearchStore("to", "g", GeoQuery{Member: "Palermo", Width: 5, Height: 5, Unit: Feet, Order: Descending}, false))
		}, "GEOSEARCHSTORE to g FROMMEMBER Palermo BYBOX 5 5 FT DESC", resp.Integer(1), int64(1)),
		row("GeoSearchStore", func(c Commands) answer {
			return got(c.GeoSearchStore("to", "g", GeoQuery{Member: "Palermo", Width: 5, Height: 5, Unit: Miles}, false))
		}, "GEOSEARCHSTORE to g FROMMEMBER Palermo BYBOX 5 5 MI", resp.Integer(1), int64(1)),
		row("GeoSearchStore", func(c Commands) answer {
			return got(c.GeoSearchStore("to", "g", GeoQuery{Member: "Palermo", Radius: 5}, false))
		}, "GEOSEARCHSTORE to g FROMMEMBER Palermo BYRADIUS 5 M", resp.Integer(1), int64(1)),

		row("GeoRadius", func(c Commands) answer {
			return got(c.GeoRadius("g", GeoQuery{Center: GeoPoint{15, 37}, Radius: 200, Unit: Kilometers, Order: Ascending, Count: 1, Any: true, GeoTell: GeoTell{true, true, true}}))
		}, "GEORADIUS g 15 37 200 KM ASC COUNT 1 ANY WITHCOORD WITHDIST WITHHASH", resp.Array(resp.Array(resp.Bulk("Palermo"), resp.Bulk("190.4424"), resp.Integer(3479099956230698), resp.Array(resp.Double(13.5), resp.Bulk("38.25")))), []GeoFound{{"Palermo", 190.4424, 3479099956230698, GeoPoint{13.5, 38.25}}}),
		row("GeoRadius", func(c Commands) answer {
			return got(c.GeoRadius("g", GeoQuery{Center: GeoPoint{15, 37}, Radius: 2e5, Order: Descending}))
		}, "GEORADIUS g 15 37 200000 M DESC", resp.Bulks("Palermo"), []GeoFound{{Name: "Palermo"}}),
		row("GeoRadius", func(c Commands) answer {
			return got(c.GeoRadius("g", GeoQuery{Center: GeoPoint{15, 37}, Radius: 500, Unit: Feet}))
		}, "GEORADIUS g 15 37 500 FT", resp.Array(), []GeoFound{}),
		row("GeoRadius", func(c Commands) answer {
			return got(c.GeoRadius("g", GeoQuery{Center: GeoPoint{15, 37}, Radius: 500, Unit: Miles}))
		}, "GEORADIUS g 15 37 500 MI", resp.Bulks("Palermo"), []GeoFound{{Name: "Palermo"}}).unordered(),
		row("GeoRadiusRO", func(c Commands) answer {
			return got(c.GeoRadiusRO("g", GeoQuery{Center: GeoPoint{15, 37}, Radius: 200, Unit: Kilometers, Order: Ascending, Count: 1, Any: true, GeoTell: GeoTell{true, true, true}}))
		}, "GEORADIUS_RO g 15 37 200 KM ASC COUNT 1 ANY WITHCOORD WITHDIST WITHHASH", resp.Array(resp.Array(resp.Bulk("Palermo"), resp.Bulk("190.4424"), resp.Integer(3479099956230698), resp.Array(resp.Double(13.5), resp.Bulk("38.25")))), []GeoFound{{"Palermo", 190.4424, 3479099956230698, GeoPoint{13.5, 38.25}}}),
		row("GeoRadiusRO", func(c Commands) answer {
			return got(c.GeoRadiusRO("g", GeoQuery{Center: GeoPoint{15, 37}, Radius: 2e5, Order: Descending}))
		}, "GEORADIUS_RO g 15 37 200000 M DESC", resp.Bulks("Palermo"), []GeoFound{{Name: "Palermo"}}),
		row("GeoRadiusRO", func(c Commands) answer {
			return got(c.GeoRadiusRO("g", GeoQuery{Center: GeoPoint{15, 37}, Radius: 500, Unit: Feet}))
		}, "GEORADIUS_RO g 15 37 500 FT", resp.Array(), []GeoFound{}),
		row("GeoRadiusRO", func(c Commands) answer {
			return got(c.GeoRadiusRO("g", GeoQuery{Center: GeoPoint{15, 37}, Radius: 500, Unit: Miles}))
		}, "GEORADIUS_RO g 15 37 500 MI", resp.Bulks("Palermo"), []GeoFound{{Name: "Palermo"}}).unordered(),
		row("GeoRadiusByMember", func(c Commands) answer {
			return got(c.GeoRadiusByMember("g", GeoQuery{Member: "Palermo", Radius: 200, Unit: Kilometers, Order: Ascending, Count: 1, Any: true, GeoTell: GeoTell{true, true, true}}))
		}, "GEORADIUSBYMEMBER g Palermo 200 KM ASC COUNT 1 ANY WITHCOORD WITHDIST WITHHASH", resp.Array(resp.Array(resp.Bulk("Palermo"), resp.Bulk("190.4424"), resp.Integer(3479099956230698), resp.Array(resp.Double(13.5), resp.Bulk("38.25")))), []GeoFound{{"Palermo", 190.4424, 3479099956230698, GeoPoint{13.5, 38.25}}}),
		row("GeoRadiusByMember", func(c Commands) answer {
			return got(c.GeoRadiusByMember("g", GeoQuery{Member: "Palermo", Radius: 2e5, Order: Descending}))
		}, "GEORADIUSBYMEMBER g Palermo 200000 M DESC", resp.Bulks("Palermo"), []GeoFound{{Name: "Palermo"}}),
		row("GeoRadiusByMember", func(c Commands) answer {
			return got(c.GeoRadiusByMember("g", GeoQuery{Member: "Palermo", Radius: 500, Unit: Feet}))
		}, "GEORADIUSBYMEMBER g Palermo 500 FT", resp.Array(), []GeoFound{}),
		row("GeoRadiusByMember", func(c Commands) answer {
			return got(c.GeoRadiusByMember("g", GeoQuery{Member: "Palermo", Radius: 500, Unit: Miles}))
		}, "GEORADIUSBYMEMBER g Palermo 500 MI", resp.Bulks("Palermo"), []GeoFound{{Name: "Palermo"}}).unordered(),
		row("GeoRadiusByMemberRO", func(c Commands) answer {
			return got(c.GeoRadiusByMemberRO("g", GeoQuery{Member: "Palermo", Radius: 200, Unit: Kilometers, Order: Ascending, Count: 1, Any: true, GeoTell: GeoTell{true, true, true}}))
		}, "GEORADIUSBYMEMBER_RO g Palermo 200 KM ASC COUNT 1 ANY WITHCOORD WITHDIST WITHHASH", resp.Array(resp.Array(resp.Bulk("Palermo"), resp.Bulk("190.4424"), resp.Integer(3479099956230698), resp.Array(resp.Double(13.5), resp.Bulk("38.25")))), []GeoFound{{"Palermo", 190.4424, 3479099956230698, GeoPoint{13.5, 38.25}}}),
		row("GeoRadiusByMemberRO", func(c Commands) answer {
			return got(c.GeoRadiusByMemberRO("g", GeoQuery{Member: "Palermo", Radius: 2e5, Order: Descending}))
		}, "GEORADIUSBYMEMBER_RO g Palermo 200000 M DESC", resp.Bulks("Palermo"), []GeoFound{{Name: "Palermo"}}),
		row("GeoRadiusByMemberRO", func(c Commands) answer {
			return got(c.GeoRadiusByMemberRO("g", GeoQuery{Member: "Palermo", Radius: 500, Unit: Feet}))
		}, "GEORADIUSBYMEMBER_RO g Palermo 500 FT", resp.Array(), []GeoFound{}),
		row("GeoRadiusByMemberRO", func(c Commands) answer {
			return got(c.GeoRadiusByMemberRO("g", GeoQuery{Member: "Palermo", Radius: 500, Unit: Miles}))
		}, "GEORADIUSBYMEMBER_RO g Palermo 500 MI", resp.Bulks("Palermo"), []GeoFound{{Name: "Palermo"}}).unordered(),
		row("GeoRadiusStore", func(c Commands) answer {
			return got(c.GeoRadiusStore("to", "g", GeoQuery{Center: GeoPoint{15, 37}, Radius: 200, Unit: Kilometers}, false))
		}, "GEORADIUS g 15 37 200 KM STORE to", resp.Integer(2), int64(2)),
		row("GeoRadiusStore", func(c Commands) answer {
			return got(c.GeoRadiusStore("to", "g", GeoQuery{Center: GeoPoint{15, 37}, Radius: 200, Unit: Kilometers}, true))
		}, "GEORADIUS g 15 37 200 KM STOREDIST to", resp.Integer(2), int64(2)),
		row("GeoRadiusByMemberStore", func(c Commands) answer {
			return got(c.GeoRadiusByMemberStore("to", "g", GeoQuery{Member: "Palermo", Radius: 200, Unit: Kilometers}, false))
		}, "GEORADIUSBYMEMBER g Palermo 200 KM STORE to", resp.Integer(2), int64(2)),
		row("GeoRadiusByMemberStore", func(c Commands) answer {
			return got(c.GeoRadiusByMemberStore("to", "g", GeoQuery{Member: "Palermo", Radius: 200, Unit: Kilometers}, true))
		}, "GEORADIUSBYMEMBER g Palermo 200 KM STOREDIST to", resp.Integer(2), int64(2)),
	},
}
